from parvis.kernel.permissions import Predicate, is_import, is_platform, is_signed_in, predicate
from parvis.kernel.types import Actor

from .models import Citation, Document, bodies_of


@predicate
def works_for_the_body(by: Actor, subject: Document | Citation) -> bool:
    return subject.body in bodies_of(by)


# Whoever may do the act may cite what it rests on: the act's own permission decides.
TABLE: dict[str, Predicate] = {
    "evidence.cite": is_signed_in | is_import | is_platform,
    "evidence.cite_source": works_for_the_body,
    "evidence.cite_lost_page": is_import,
    "evidence.list_uses": is_signed_in | is_import | is_platform,
    "evidence.unlist_uses": is_signed_in | is_import | is_platform,
    "evidence.discard_bibliography": is_signed_in | is_import | is_platform,
    "evidence.upload_document": works_for_the_body | is_import,
    "evidence.record_past_document": is_import,
    "evidence.record_past_original": is_import,
    "evidence.discard_document": works_for_the_body,
    "evidence.discard_uploads": is_platform,
    "evidence.note_scan": is_platform,
    "evidence.describe_document": works_for_the_body | is_import,
    "evidence.publish_document": works_for_the_body | is_import,
}
