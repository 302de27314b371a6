"""What people are reported to have said: where their words begin and end, who speaks, praise and blame."""
