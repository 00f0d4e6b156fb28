export function programVersions(): Promise<{ landing: string; marts: string }>;
