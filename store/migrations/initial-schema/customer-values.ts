/** What customers bought, and the models of it. */
export const customerValues = `
  -- Days with a purchase, summed from the events (store/measurement/customer-purchases.ts).
  create table customer_purchases (
    customer_id uuid primary key references customers,
    workspace text not null references workspaces,
    days integer not null,
    first_day integer not null,                -- since 1970-01-01, in the customer's zone
    last_day integer not null,
    money numeric not null,
    repeat_money numeric not null,             -- of the days after the first
    model_number integer                       -- the model by which the customer's value was computed; null: not since it changed
  );
  create index customer_purchases_model on customer_purchases (workspace, model_number);

  -- Customers to be summed again. No unique key: nobody waits for another here.
  create table customer_purchases_dirty (
    workspace text not null,
    customer_id uuid not null
  );
  create index customer_purchases_dirty_workspace on customer_purchases_dirty (workspace);

  create table value_models (
    workspace text not null references workspaces,
    number integer not null,
    made_at timestamptz not null,
    purchase text not null,                    -- which event it was, and its money
    model jsonb not null,
    primary key (workspace, number)
  );
`;
