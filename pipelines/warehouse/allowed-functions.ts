const words = (text: string): string[] => text.trim().split(/\s+/);

/**
 * Functions that SQL of a commune may call: what comes out depends on what goes in and on nothing else. Neither a clock nor chance
 * is among them, nor what reads a file, a setting, a variable or the text of another function, nor what makes texts as
 * long as one likes out of a short one.
 */
export const allowedFunctions: ReadonlySet<string> = new Set([
  ...words(
    '+ - * / // % ** ^ & | << >> ~ || @ ! ~~ !~~ ~~* !~~* ~~~ !~~~ like_escape ilike_escape not_like_escape not_ilike_escape',
  ),
  ...words(
    'abs ceil ceiling floor round round_even trunc sign sqrt cbrt pow power exp ln log log2 log10 mod fmod fdiv greatest least',
  ),
  ...words('gcd lcm even isnan isinf isfinite pi add subtract multiply divide'),
  ...words(
    'lower upper lcase ucase trim ltrim rtrim length len strlen char_length character_length substring substr left right',
  ),
  ...words(
    'replace translate concat concat_ws contains starts_with ends_with prefix suffix position strpos instr reverse',
  ),
  ...words(
    'regexp_matches regexp_full_match regexp_extract regexp_extract_all regexp_replace regexp_split_to_array',
  ),
  ...words(
    'string_split split str_split string_to_array split_part strip_accents nfc_normalize format printf ascii unicode ord chr',
  ),
  ...words(
    'levenshtein editdist3 jaccard jaro_similarity jaro_winkler_similarity damerau_levenshtein hamming',
  ),
  ...words(
    'year month day quarter week isoyear weekofyear yearweek dayofweek isodow dayofyear weekday hour minute second epoch epoch_ms',
  ),
  ...words(
    'date_part datepart date_trunc datetrunc date_diff datediff date_sub datesub date_add last_day make_date make_timestamp',
  ),
  ...words(
    'strftime strptime try_strptime to_days to_weeks to_months to_years to_hours to_minutes to_seconds monthname dayname decade',
  ),
  ...words(
    'list_value list_contains list_has list_has_any list_has_all array_contains array_has list_filter list_transform list_reduce',
  ),
  ...words(
    'list_extract list_element array_extract list_position list_indexof list_sum list_avg list_min list_max list_count list_distinct',
  ),
  ...words(
    'list_unique list_sort list_reverse_sort list_slice array_slice list_concat list_any_value array_length array_to_string list_zip',
  ),
  ...words(
    'struct_pack struct_extract row map map_extract map_extract_value element_at map_contains map_keys map_values cardinality',
  ),
  ...words('nullif ifnull coalesce typeof try_cast md5 hash not'),
]);

/** Functions over many rows: in a formula the engine refuses them by itself, since they would count all rows at once. */
export const allowedAggregates: ReadonlySet<string> = new Set([
  ...words(
    'count count_star count_if countif sum avg mean min max arg_min arg_max min_by max_by any_value first last mode median quantile',
  ),
  ...words(
    'quantile_cont quantile_disc stddev stddev_samp stddev_pop variance var_samp var_pop bool_and bool_or list array_agg string_agg',
  ),
  ...words(
    'group_concat listagg approx_count_distinct bit_and bit_or product row_number rank dense_rank percent_rank cume_dist ntile',
  ),
  ...words('lag lead first_value last_value nth_value grouping grouping_id'),
]);

/** Words that stand where a column stands and are a clock. */
export const hiddenFunctions: ReadonlySet<string> = new Set(
  words('current_date current_time current_timestamp localtime localtimestamp'),
);
