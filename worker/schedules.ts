import { type Client, ScheduleAlreadyRunning, ScheduleNotFoundError } from '@temporalio/client';
import type { Settings } from '../domain/env.ts';
import { type PlannedPlaces, schedulePlans } from '../jurisdictions/plans.ts';
import { scheduleOf } from '../jurisdictions/schedules.ts';

export interface SchedulesOptions extends Pick<Settings, 'mode' | 'taskQueue'> {
  client: Client;
  registry: PlannedPlaces;
}

/**
 * Makes the Schedules of every place, or brings it up to what the rules say now. Repeating is harmless. In production a pause by an
 * administrator stays.
 */
export async function ensureSchedules({ client, registry, ...settings }: SchedulesOptions): Promise<void> {
  await Promise.all(
    schedulePlans(registry).map(async (plan) => {
      const schedule = scheduleOf(plan, settings);
      try {
        await client.schedule.create(schedule);
      } catch (error) {
        if (!(error instanceof ScheduleAlreadyRunning)) throw error;
        await client.schedule.getHandle(plan.id).update((now) => ({
          ...schedule,
          state: schedule.state ?? { paused: now.state.paused, note: now.state.note },
        }));
      }
    }),
  );
}

/** Ids of the Schedules that the rules ask for and nobody has made: without them nothing is paid, inspected or reported there. */
export async function missingSchedules(client: Client, registry: PlannedPlaces): Promise<string[]> {
  const missing = await Promise.all(
    schedulePlans(registry).map(async ({ id }) => {
      const found = await client.schedule
        .getHandle(id)
        .describe()
        .catch((error: unknown) => {
          if (error instanceof ScheduleNotFoundError) return undefined;
          throw error;
        });
      return found ? [] : [id];
    }),
  );
  return missing.flat();
}
