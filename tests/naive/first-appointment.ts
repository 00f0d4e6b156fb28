/** A file of dossiers: when it was taken, what it is called, and the appointment each dossier in it has. */
export interface DossierFile {
  takenAt: string;
  name: string;
  sha256: string;
  appointments: Map<string, string | null>;
}

const digits = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** "ho-so-7.csv" comes before "ho-so-7-bo-sung.csv". */
const stem = (name: string): string => name.replace(/\.[^.]*$/, '');

/** The appointment that the citizen was given: that of the first file in which the dossier has one. */
export function firstAppointment(files: readonly DossierFile[], dossier: string): string | null {
  const inOrder = [...files].sort(
    (a, b) =>
      a.takenAt.localeCompare(b.takenAt) ||
      digits.compare(stem(a.name), stem(b.name)) ||
      (a.sha256 < b.sha256 ? -1 : 1),
  );
  for (const { appointments } of inOrder) {
    const appointment = appointments.get(dossier);
    if (appointment) return appointment;
  }
  return null;
}
