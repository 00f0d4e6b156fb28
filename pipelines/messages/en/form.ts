import type { form as original } from '../vi/form.ts';

export const form: typeof original = {
  sheet: { data: 'Data', guide: 'Guide', lists: 'Lists' },
  title: (source: string) =>
    `Form: ${source}. Fill in the sheet "Data", one record a row; leave the labels as they are.`,
  columns: ['Column', 'Required', 'How to write it', 'Values to choose from'],
  required: 'Required',
  optional: 'May be blank',
  kind: {
    text: 'Text',
    integer: 'Whole number, for instance 1245',
    decimal: 'Number with a decimal comma, for instance 96,1',
    percent: 'Percent from 0 to 100, for instance 98,5',
    money: 'Amount in đồng, for instance 150000',
    date: 'Day/month/year, for instance 14/06/2026',
    timestamp: 'Day/month/year hour:minute, for instance 14/06/2026 08:30',
    year_or_date: 'Day/month/year or the year alone, for instance 1975',
    period: 'Month, quarter or year, for instance Tháng 9/2026',
    yes_no: 'Có (yes) or Không (no)',
    code: 'Choose from the list',
    personal_id: 'Personal number of 12 digits',
    phone: 'Phone number, for instance 0912345678',
    dossier_code: 'Dossier code, for instance H42.50.05.13-261008-0975',
    procedure_code: 'Procedure code, for instance 1.000689',
    commune_code: 'Code of the commune, 5 digits',
    parcel_key: 'Commune-sheet-plot, for instance 13894-12-345',
  },
};
