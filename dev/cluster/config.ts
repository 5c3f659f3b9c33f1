/** Where a process of the cluster listens: for calls, and for the others of its ring. */
export interface ListensAt {
  rpc: number;
  membership: number;
}

export const kinds = ['frontend', 'history', 'matching', 'worker'] as const;
export type Kind = (typeof kinds)[number];

export interface ClusterConfig {
  /** Where this process listens; where the others of other kinds do. */
  ports: Record<Kind, ListensAt>;
  /** PostgreSQL at 127.0.0.1, and who reads and writes the two databases. */
  database: { port: number; user: string; password: string; main: string; visibility: string };
  /** File of what differs from the server's own values. */
  dynamic: string;
  /** Fixed for the life of a cluster. */
  shards: number;
}

/**
 * The settings of one process of Temporal's server, as JSON, which is YAML too. After the server's own config/development-postgres12.yaml, with a few
 * connections each: the processes share one PostgreSQL with ours.
 */
export function serverConfig({ ports, database, dynamic, shards }: ClusterConfig): string {
  const store = (databaseName: string, maxConns: number) => ({
    sql: {
      ...{ pluginName: 'postgres12', databaseName, connectAddr: `127.0.0.1:${database.port}`, connectProtocol: 'tcp' },
      ...{ user: database.user, password: database.password, maxConns, maxIdleConns: maxConns, maxConnLifetime: '1h' },
    },
  });
  const services = kinds.map((kind) => {
    const { rpc, membership } = ports[kind];
    return [kind, { rpc: { grpcPort: rpc, membershipPort: membership, bindOnIP: '127.0.0.1' } }];
  });
  const frontend = `127.0.0.1:${ports.frontend.rpc}`;
  return JSON.stringify(
    {
      log: { stdout: true, level: 'warn' },
      persistence: {
        ...{ defaultStore: 'main', visibilityStore: 'visibility', numHistoryShards: shards },
        datastores: { main: store(database.main, 10), visibility: store(database.visibility, 4) },
      },
      global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
      services: Object.fromEntries(services),
      clusterMetadata: {
        ...{ enableGlobalNamespace: false, failoverVersionIncrement: 10 },
        ...{ masterClusterName: 'active', currentClusterName: 'active' },
        clusterInformation: {
          active: { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress: frontend },
        },
      },
      dcRedirectionPolicy: { policy: 'noop' },
      publicClient: { hostPort: frontend },
      dynamicConfigClient: { filepath: dynamic, pollInterval: '60s' },
    },
    undefined,
    2,
  );
}
