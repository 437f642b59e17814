/** Browsers that customers allowed to be sent to. */
export const push = `
  -- Subscriptions to web push. Whose one is says an identity of kind "push" with its id, and so follows merges.
  create table push_subscriptions (
    id text primary key,                       -- a UUIDv7, as the identity's value
    workspace text not null references workspaces,
    endpoint_hash bytea not null,              -- SHA-256 of the endpoint: a browser that subscribes again is the same
    endpoint text not null,                    -- the push service's address of this browser
    p256dh text not null,                      -- the browser's public key, base64url
    auth text not null,                        -- the secret between us and the browser, base64url
    created_at timestamptz not null,
    unique (workspace, endpoint_hash)
  );
`;
