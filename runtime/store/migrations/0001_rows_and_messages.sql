-- The De-Para table and the message queue. {…} are the words that differ between the back ends; see `schema.rs`.

-- A name space of the De-Para: what must be known besides a key to find its partner.
CREATE TABLE depara_space (
    id                 {identity},
    application        {key} NOT NULL,
    transaction_name   {key} NOT NULL,
    internal_system    {key} NOT NULL,
    internal_table     {key} NOT NULL,
    internal_fields    {key} NOT NULL,
    integrated_system  {key} NOT NULL,
    alias              {key} NOT NULL,
    field              {key} NOT NULL,
    direction          {key} NOT NULL CHECK (direction IN ('both', 'to external', 'to internal')),
    cardinality        {key} NOT NULL CHECK (cardinality IN ('one to one', 'many to one', 'one to many')),
    mode               {key} NOT NULL CHECK (mode IN ('rows', 'identical', 'ask')),
    UNIQUE (application, transaction_name, internal_table, alias, field, direction)
){strict};

-- A pair of keys, a key that waits for its partner, or what is left of a removed pair.
-- Keys are kept without the blanks at their end, because look-ups do not see those; how many there were is kept beside them.
-- A slot is empty in the one row that has the key for itself; in others it is the partner, so that the pair exists once.
CREATE TABLE depara_row (
    id                 {identity},
    space              {integer} NOT NULL REFERENCES depara_space (id),
    state              {key} NOT NULL CHECK (state IN ('paired', 'waiting', 'removed')),
    internal           {key},
    internal_blanks    {integer} NOT NULL,
    internal_slot      {key} NOT NULL,
    external           {key},
    external_blanks    {integer} NOT NULL,
    external_slot      {key} NOT NULL,
    global_identifier  {key} NOT NULL DEFAULT '',
    stamp_at           {integer} NOT NULL,
    stamp_source       {key} NOT NULL,
    created_at         {integer} NOT NULL,
    changed_at         {integer} NOT NULL,
    CHECK (internal IS NOT NULL OR external IS NOT NULL),
    CHECK (state <> 'paired' OR (internal IS NOT NULL AND external IS NOT NULL))
){strict};
CREATE UNIQUE INDEX depara_row_internal ON depara_row (space, internal, internal_slot);
CREATE UNIQUE INDEX depara_row_external ON depara_row (space, external, external_slot);

-- What pairs were before they became what they are.
CREATE TABLE depara_history (
    id                 {identity},
    space              {integer} NOT NULL REFERENCES depara_space (id),
    operation          {key} NOT NULL,
    internal           {key},
    external           {key},
    stamp_at           {integer} NOT NULL,
    stamp_source       {key} NOT NULL,
    ended_at           {integer} NOT NULL,
    ended_source       {key} NOT NULL,
    written_at         {integer} NOT NULL
){strict};
CREATE INDEX depara_history_internal ON depara_history (space, internal);
CREATE INDEX depara_history_external ON depara_history (space, external);

-- Rows as package 1021 shows them.
CREATE VIEW depara_package_1021 AS
SELECT s.internal_table AS "Tabela RM", s.internal_fields AS "Chave Primária RM",
       r.internal || substr('{blanks}', 1, {small}r.internal_blanks{end}) AS "Valor Chave Primária RM",
       s.integrated_system AS "Sistema Integrado",
       r.external || substr('{blanks}', 1, {small}r.external_blanks{end}) AS "Valor Chave Integração"
  FROM depara_row r JOIN depara_space s ON s.id = r.space
 WHERE r.state = 'paired';

-- Rows as EAI 2.0 shows them.
CREATE VIEW depara_eai_2_0 AS
SELECT s.application AS "Aplicativo", s.internal_table AS "Tabela RM", s.internal_fields AS "Campos RM",
       r.internal || substr('{blanks}', 1, {small}r.internal_blanks{end}) AS "Valor RM",
       r.external || substr('{blanks}', 1, {small}r.external_blanks{end}) AS "Valores Externos",
       s.transaction_name AS "Transação",
       CASE WHEN trim(r.global_identifier) = '' THEN r.internal || substr('{blanks}', 1, {small}r.internal_blanks{end})
            ELSE r.global_identifier END AS "Identificador Global"
  FROM depara_row r JOIN depara_space s ON s.id = r.space
 WHERE r.state = 'paired';

-- A message that came in or goes out. The one whose turn it is among those of its business key, and that waits for nothing, has `due_at`.
CREATE TABLE depara_message (
    id                 {identity},
    direction          {key} NOT NULL CHECK (direction IN ('inbound', 'outbound')),
    peer               {key} NOT NULL,
    uuid               {key} NOT NULL,
    transaction_name   {key} NOT NULL,
    version            {key} NOT NULL,
    delivery           {key} NOT NULL CHECK (delivery IN ('sync', 'async')),
    business_key       {key},
    status             {key} NOT NULL
        CHECK (status IN ('pending', 'processing', 'sent', 'processed', 'error', 'refused', 'ignored')),
    attempts           {integer} NOT NULL DEFAULT 0,
    waits              {integer} NOT NULL DEFAULT 0,
    due_at             {integer},
    lease              {integer} NOT NULL DEFAULT 0,
    lease_owner        {key},
    lease_until        {integer},
    text               {key},
    created_at         {integer} NOT NULL,
    changed_at         {integer} NOT NULL,
    finished_at        {integer},
    UNIQUE (direction, peer, uuid)
){strict};
CREATE INDEX depara_message_due ON depara_message (direction, due_at DESC, id) WHERE due_at IS NOT NULL;
CREATE INDEX depara_message_open ON depara_message (direction, peer, business_key, id) WHERE finished_at IS NULL AND business_key IS NOT NULL;
CREATE INDEX depara_message_leased ON depara_message (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX depara_message_status ON depara_message (status, id);

-- Apart from the message, so that a change of status does not write its document again.
CREATE TABLE depara_message_body (
    message            {integer} PRIMARY KEY REFERENCES depara_message (id),
    payload            {bytes} NOT NULL,
    response           {bytes}
){strict};

CREATE TABLE depara_message_key (
    message            {integer} NOT NULL REFERENCES depara_message (id),
    position           {integer} NOT NULL,
    name               {key} NOT NULL,
    origin             {key} NOT NULL,
    destination        {key} NOT NULL,
    PRIMARY KEY (message, position)
){strict};

-- What persons and peers did to a message, and when.
CREATE TABLE depara_message_audit (
    id                 {identity},
    message            {integer} NOT NULL REFERENCES depara_message (id),
    at                 {integer} NOT NULL,
    who                {key} NOT NULL,
    action             {key} NOT NULL,
    before_status      {key} NOT NULL,
    after_status       {key} NOT NULL,
    note               {key} NOT NULL
){strict};
CREATE INDEX depara_message_audit_message ON depara_message_audit (message, id);

-- Which messages wait until a person maps which key.
CREATE TABLE depara_message_wait (
    row_id             {integer} NOT NULL REFERENCES depara_row (id),
    message            {integer} NOT NULL REFERENCES depara_message (id),
    PRIMARY KEY (row_id, message)
){strict};
CREATE INDEX depara_message_wait_message ON depara_message_wait (message);

-- Answers to messages that are not known here.
CREATE TABLE depara_orphan_answer (
    id                 {identity},
    peer               {key} NOT NULL,
    uuid               {key} NOT NULL,
    response           {bytes} NOT NULL,
    received_at        {integer} NOT NULL
){strict};
