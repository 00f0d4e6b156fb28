-- One row a plot (the form has one a plot and person): what the campaign of Kế hoạch 515/KH-BCA-BNN&MT demands of it,
-- group by group, and whether all of it is there ("đủ"). A plot has what it needs when each of its rows has.
with holding as (
  select
    commune_code,
    -- Where there is no cadastral map yet, the certificate tells the plot. 007 and 7 are one number.
    ltrim(coalesce(sheet, certificate_sheet), '0') as sheet,
    ltrim(coalesce(plot, certificate_plot), '0') as plot,
    certificate_number is not null or issued_on is not null or register_number is not null as has_certificate,
    certificate_number is not null and issued_on is not null and register_number is not null as certificate_filled,
    organisation is not null or owner_name is not null as owner_named,
    case when organisation is not null then organisation_id is not null else owner_id is not null end as owner_numbered,
    legal_form is not null and legal_role is not null as legal_filled,
    plot_address is not null as address_filled,
    area is not null as area_filled,
    -- The second and third kind of land only where there is one.
    land_type_1 is not null and land_origin_1 is not null and land_form_1 is not null and land_term_1 is not null
      and (land_type_2 is null or (land_origin_2 is not null and land_form_2 is not null and land_term_2 is not null))
      and (land_type_3 is null or (land_origin_3 is not null and land_form_3 is not null and land_term_3 is not null))
      as land_use_filled,
    scan_file is not null as scan_filled,
    -- By case: on the map or on the certificate.
    (sheet is not null and plot is not null) or (certificate_sheet is not null and certificate_plot is not null) as number_filled,
    owner_id,
    -- The same number has the same pseudonym in every source.
    owner_id in (select personal_id from current.population where _closed_on is null) as owner_is_resident,
    area,
    plot_address,
    parcel_code,
    _refused,
    _closed_on,
    _load,
    _sheet,
    _row
  from current.land_parcels
), plots as (
  select
    commune_code,
    sheet,
    plot,
    min(parcel_code) as parcel_code,
    min(plot_address) as plot_address,
    max(area) as area,
    count(*) as holders,
    bool_or(has_certificate) as has_certificate,
    bool_and(certificate_filled) as certificate_filled,
    bool_and(owner_named) as owner_named,
    bool_and(owner_numbered) as owner_numbered,
    bool_and(legal_filled) as legal_filled,
    bool_and(address_filled) as address_filled,
    bool_and(area_filled) as area_filled,
    bool_and(land_use_filled) as land_use_filled,
    bool_and(scan_filled) as scan_filled,
    bool_and(number_filled) as number_filled,
    -- Unknown, not false, as long as no list of persons is at hand; organisations have no number to look for.
    case when (select count(*) from current.population) > 0 then bool_and(owner_is_resident) end as owners_are_residents,
    -- What was refused in one of its rows was refused of the plot.
    list_sort(list_distinct(flatten(list(_refused) filter (_refused is not null)))) as refused_columns,
    max(_closed_on) as closed_on,
    -- Of a plot of several rows the first one of the newest file that has it.
    max(_load) as _load,
    arg_min(_sheet, (-_load, _row)) as _sheet,
    arg_min(_row, (-_load, _row)) as _row
  from holding group by commune_code, sheet, plot
)
select
  commune_code || '-' || sheet || '-' || plot as plot_key,
  plots.*,
  -- mã định danh thửa is demanded only where there is one, so that it is never missing. mã ĐVHC is part of the key.
  certificate_filled and owner_named and owner_numbered and legal_filled and address_filled and area_filled
    and land_use_filled and scan_filled and number_filled as is_complete
from plots
