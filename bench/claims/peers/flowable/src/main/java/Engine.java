import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.flowable.common.engine.impl.util.DefaultClockImpl;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.ProcessEngineConfiguration;
import org.flowable.engine.delegate.JavaDelegate;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;

/** Flowable is a library: the engine lives in this process, and the acts come to it over HTTP. */
public final class Engine {
  private static final int CONNECTIONS = 32;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MovedClock clock = new MovedClock();
  private final ProcessEngine engine;

  private Engine() {
    engine = configuration().buildProcessEngine();
    engine.getRepositoryService().createDeployment().addClasspathResource("claim.bpmn20.xml").deploy();
  }

  public static void main(String[] args) throws IOException {
    var engine = new Engine();
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(System.getenv("PORT"))), 0);
    server.setExecutor(Executors.newFixedThreadPool(CONNECTIONS));
    server.createContext("/claim/", engine::answer);
    server.createContext("/clock", engine::moveClock);
    server.start();
    System.out.println("worker ready");
  }

  private ProcessEngineConfiguration configuration() {
    ProcessEngineConfigurationImpl configuration = new StandaloneProcessEngineConfiguration();
    configuration.setDataSource(connections(CONNECTIONS));
    configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
    configuration.setBeans(Map.of("insertClaim", insertInto(connections(10))));
    configuration.setClock(clock);
    configuration.setAsyncExecutorActivate(true);
    // It looks for timers that have run out every 10 seconds unless told otherwise: here it is the search that would be measured.
    configuration.getAsyncExecutorConfiguration().setDefaultTimerJobAcquireWaitTime(Duration.ofMillis(100));
    return configuration;
  }

  private static DataSource connections(int most) {
    var pool = new HikariDataSource();
    pool.setJdbcUrl(System.getenv("JDBC_URL"));
    pool.setMaximumPoolSize(most);
    return pool;
  }

  /**
   * In a transaction of its own, as with the others, and on connections of its own: the engine holds one of its pool meanwhile, and all of them could wait for
   * a second.
   */
  private static JavaDelegate insertInto(DataSource database) {
    return execution -> {
      var sql = "insert into bare_claims (id, filed_by) values (?, ?) on conflict do nothing";
      try (var connection = database.getConnection(); var insert = connection.prepareStatement(sql)) {
        insert.setString(1, execution.getProcessInstanceBusinessKey());
        insert.setString(2, (String) execution.getVariable("by"));
        insert.executeUpdate();
      } catch (SQLException error) {
        throw new IllegalStateException(error);
      }
    };
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath().split("/");
    reply(exchange, () -> act(path[2], path[3], JSON.readTree(exchange.getRequestBody()).asText()));
  }

  /** Both calls return when the claim waits for what comes next, and all of it is committed. */
  private String act(String claim, String act, String by) {
    var runtime = engine.getRuntimeService();
    switch (act) {
      case "filing" -> runtime.startProcessInstanceByKey("claim", claim, Map.of("by", by));
      case "end" -> {
        var history = engine.getHistoryService().createHistoricProcessInstanceQuery();
        return history.processInstanceBusinessKey(claim).singleResult().getEndActivityId();
      }
      default -> {
        var waiting = runtime.createExecutionQuery().processInstanceBusinessKey(claim, true).activityId(act);
        runtime.trigger(waiting.singleResult().getId());
      }
    }
    return act;
  }

  /** Moves the engine's clock and answers when nothing that has run out is left to be done. */
  private void moveClock(HttpExchange exchange) throws IOException {
    reply(exchange, () -> {
      clock.offsetMs = JSON.readTree(exchange.getRequestBody()).asLong();
      var management = engine.getManagementService();
      while (management.createTimerJobQuery().executable().count() + management.createJobQuery().count() > 0)
        Thread.sleep(20);
      return "moved";
    });
  }

  private interface Work {
    String get() throws Exception;
  }

  private static void reply(HttpExchange exchange, Work work) throws IOException {
    try (exchange) {
      var status = 200;
      String text;
      try {
        text = JSON.writeValueAsString(work.get());
      } catch (Exception error) {
        status = 500;
        text = error.toString();
      }
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Runs on, so many milliseconds ahead. */
  private static final class MovedClock extends DefaultClockImpl {
    private volatile long offsetMs;

    @Override
    public Date getCurrentTime() {
      return new Date(System.currentTimeMillis() + offsetMs);
    }
  }
}
