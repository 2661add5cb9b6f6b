from parvis.accounts.permissions import is_themselves
from parvis.kernel.permissions import Predicate

TABLE: dict[str, Predicate] = {
    "mail.edit_preferences": is_themselves,
}
