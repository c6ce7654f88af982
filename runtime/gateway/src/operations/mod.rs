//! What machines are told: metrics, health, logs; and what is checked before the first message.
