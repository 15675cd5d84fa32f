"""Who may do what: users, teams, roles, sessions, and the one page of permissions."""
