//! The page for people: the queue, one message, the De-Para, the adapters and the peers, in Portuguese.
