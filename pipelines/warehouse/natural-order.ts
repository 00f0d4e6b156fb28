/** SQL by which names stand as people count: "T9" before "T10". `name` is SQL of a text. */
export const naturalOrder = (name: string): string => /* sql */ `
    array_to_string(list_transform(regexp_extract_all(${name}, '\\d+|\\D+'), lambda part:
      case when regexp_matches(part, '^\\d') then lpad(part, greatest(12, length(part))::integer, '0') else lower(part) end), '')`;
