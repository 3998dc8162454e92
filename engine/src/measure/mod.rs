//! One indicator's definition becomes findings by place, period and group. Knows no screen.
