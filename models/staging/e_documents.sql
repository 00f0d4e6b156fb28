-- One row a document. Secret ones are kept only so that they can be left out by their mark.
select
  document_number,
  direction,
  issued_on,
  recorded_on,
  kind,
  issuer,
  secrecy <> 'normal' as is_secret,
  -- A blank says nothing: the document counts among all, and not among those signed or sent.
  signed,
  sent_online,
  signed and sent_online as issued_digitally,
  work_file,
  -- A work file is worked on line when nothing in it says otherwise; documents of one file may disagree.
  case when work_file is not null then bool_and(handled_online) over (partition by work_file) end as file_handled_online,
  work_file is not null
    and row_number() over (partition by work_file order by issued_on, document_number, issuer, direction) = 1 as opens_work_file,
  _refused as refused_columns,
  _load,
  _sheet,
  _row
from current.e_documents
