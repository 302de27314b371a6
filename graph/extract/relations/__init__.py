"""Binary facts: offices, parties, bodies, issuers, reach, and who stands for or against what."""
