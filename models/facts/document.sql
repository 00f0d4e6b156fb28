-- One row a document that is not secret: only those are to be signed, sent and handled on line.
select * from staging.e_documents where not is_secret
