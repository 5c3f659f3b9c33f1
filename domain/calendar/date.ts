/** A calendar day in local time (Asia/Shanghai), `2020-03-02`. Plain strings compare correctly and never depend on the host's time zone. */
export type LocalDate = string;

/** An instant with the local offset, `2020-06-30T00:00:00+08:00`. */
export type Instant = string;
