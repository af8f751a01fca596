// The planner's screens work without this; it only makes them quicker.
