from parvis.kernel.permissions import Predicate, is_import, is_platform, is_signed_in, predicate
from parvis.kernel.types import Actor

from .models import Capture, Citation, Document, bodies_of


@predicate
def works_for_the_body(by: Actor, subject: Document | Citation) -> bool:
    return subject.body in bodies_of(by)


@predicate
def works_for_the_body_of_the_page(by: Actor, capture: Capture) -> bool:
    return capture.page.body in bodies_of(by)


# Whoever may do the act may cite what it rests on: the act's own permission decides.
TABLE: dict[str, Predicate] = {
    "evidence.cite": is_signed_in | is_import | is_platform,
    "evidence.cite_source": works_for_the_body,
    "evidence.cite_lost_page": is_import,
    "evidence.upload_document": works_for_the_body | is_import,
    "evidence.record_past_document": is_import,
    "evidence.record_past_original": is_import,
    "evidence.describe_document": works_for_the_body | is_import,
    "evidence.publish_document": works_for_the_body | is_import,
    "evidence.ask_for_capture": works_for_the_body,
    "evidence.keep_capture": is_platform,
    "evidence.fail_capture": is_platform,
    "evidence.note_look": is_platform,
    "evidence.enqueue_visits": is_platform,
    "evidence.remove_capture": works_for_the_body_of_the_page,
    "evidence.describe_source": works_for_the_body,
}
