/** Why a message has not arrived, in a few words. It never carries a `cause`: libraries quote addresses, and so secrets. */
export class AlertFault extends Error {
  /** Whether trying again a little later may help. */
  readonly passing: boolean;

  constructor(message: string, { passing }: { passing: boolean }) {
    super(message);
    this.name = 'AlertFault';
    this.passing = passing;
  }
}

/** The system's short word for what went wrong, if it has one; nothing else of an error is told. */
export const codeOf = (error: unknown): string =>
  String((error as { code?: unknown } | undefined)?.code ?? '').replace(/[^A-Z0-9_]/g, '');

/** Whether a certificate was at fault, in Node's codes. */
export const isOfCertificate = (code: string): boolean => /CERT|SELF_SIGNED|ISSUER|ALTNAME/.test(code);
