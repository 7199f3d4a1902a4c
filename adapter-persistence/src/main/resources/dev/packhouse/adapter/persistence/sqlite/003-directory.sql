-- The organizations of a user, and the repositories of an account from the oldest to the newest.

create index organizations_of_user on membership (user_id, organization_id, role);
create index repositories_by_age on repository (owner_id, id);
