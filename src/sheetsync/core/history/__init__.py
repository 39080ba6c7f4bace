"""What was entered when: what a run saw, what differs from the last time, and the closed reports. Pure: adapters keep it."""
