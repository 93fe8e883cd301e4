import type { components } from './schema';

type Body = components['schemas']['Problem'] & { second_factor?: boolean };

/** Why a request did not do what it was for. `code` is the problem's name; "network" when no answer came. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: { field: string; code: string }[];
  readonly traceId: string | undefined;
  readonly retryAfter: number | undefined;
  readonly currentStatus: string | undefined;
  /** What is possible now, where the status did not allow it. */
  readonly allowed: string[];
  /** Signing in wants the code of the second factor too. */
  readonly secondFactor: boolean;

  constructor(status: number, body: Partial<Body> = {}, retryAfter?: number) {
    super(body.detail ?? body.title ?? 'no answer');
    this.status = status;
    this.code =
      body.type?.replace('/problems/', '') ?? (status === 0 ? 'network' : status >= 500 ? 'internal' : 'malformed');
    this.fields = body.errors ?? [];
    this.traceId = body.trace_id;
    this.retryAfter = retryAfter;
    this.currentStatus = body.current_status;
    this.allowed = body.allowed ?? [];
    this.secondFactor = body.second_factor ?? false;
  }

  /** Whether the same request may succeed later as it is. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 503 || this.status === 502 || this.status === 504;
  }
}

/** Whether doing it once more may help: a defect or an outage of ours, no network, or too soon. */
export const mayRepeat = (error: unknown): boolean =>
  Boolean(error) &&
  (!(error instanceof ApiProblem) || error.status === 0 || error.status >= 500 || error.status === 429);

/** Whether something was refused because it wants a sign-in of the last five minutes. */
export const isTooOld = (error: unknown): boolean =>
  error instanceof ApiProblem && error.status === 403 && error.code === 'forbidden';

export async function problemOf(response: Response): Promise<ApiProblem> {
  const retryAfter = Number(response.headers.get('retry-after')) || undefined;
  try {
    return new ApiProblem(response.status, (await response.json()) as Body, retryAfter);
  } catch {
    return new ApiProblem(response.status, {}, retryAfter);
  }
}
