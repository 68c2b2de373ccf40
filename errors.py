"""Every problem Capbac can raise, and every fault it can find, by code.

    Problem  one thing a caller asked for that cannot be done; ends the command
      WRONG_USE  the request itself is wrong: nothing was tried        (exit 2)
      REFUSED    the request was understood and refused; the rest stands (exit 1)
    Fault    something wrong in what was sent, as data: many may stand beside a result

Sentences for both live in ``messages`` under the same code, in Vietnamese and English.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """What a problem means for the caller."""

    WRONG_USE = 2
    REFUSED = 1


_PORTAL = {
    Kind.REFUSED: "sign_in_needed sign_in_failed sign_in_throttled invitation_unfit login_taken "
    "account_disabled forbidden request_stale origin_unfit host_unknown body_too_large body_slow "
    "draft_moved draft_unfit address_taken assignment_closed submission_refused "
    "precondition_missing precondition_failed reports_waiting report_cut unit_moved password_wrong",
    Kind.WRONG_USE: "password_unfit password_twice login_unfit name_unfit roles_unfit "
    "upload_unfit unit_needed account_unknown scope_unfit not_found method_unfit item_unknown "
    "request_unfit media_unfit reason_wanted",
}
PROBLEMS: dict[str, Kind] = {
    # workspace and settings
    "no_workspace": Kind.WRONG_USE,
    **dict.fromkeys(["schema_unknown", "schema_old", "key_unfit", "run_broken"], Kind.REFUSED),
    **dict.fromkeys(["run_stopped", "run_given_up", "run_elsewhere", "run_unknown"], Kind.REFUSED),
    "setting_invalid": Kind.WRONG_USE,
    "file_missing": Kind.WRONG_USE,
    "file_unreadable": Kind.REFUSED,
    **dict.fromkeys(["reader_failed", "cluster_empty", "cluster_mixed"], Kind.REFUSED),
    **dict.fromkeys(["folder_unfit", "disk_full"], Kind.REFUSED),
    **dict.fromkeys(["server_failed", "server_unreachable", "server_refused"], Kind.REFUSED),
    **dict.fromkeys(["cluster_unreachable", "worker_lost", "address_unfit"], Kind.REFUSED),
    **dict.fromkeys(["server_needed", "address_unknown", "address_secret"], Kind.WRONG_USE),
    # reminders
    "message_unknown": Kind.WRONG_USE,
    "addresses_unfit": Kind.REFUSED,
    # verifying, receipts, backups
    "key_other": Kind.REFUSED,
    "receipt_unreadable": Kind.REFUSED,
    "content_alone": Kind.WRONG_USE,
    "head_unfit": Kind.WRONG_USE,
    **dict.fromkeys(["backup_exists", "backup_failed"], Kind.REFUSED),
    **dict.fromkeys(["copy_not_empty", "copy_failed"], Kind.REFUSED),
    "backup_faults": Kind.REFUSED,
    "restore_where": Kind.WRONG_USE,
    "restore_not_empty": Kind.REFUSED,
    # units
    "roster_faults": Kind.REFUSED,
    "unit_unknown": Kind.WRONG_USE,
    "no_units": Kind.WRONG_USE,
    "no_unit_stands": Kind.WRONG_USE,
    "root_invalid": Kind.WRONG_USE,
    "country_unknown": Kind.WRONG_USE,
    "package_missing": Kind.WRONG_USE,
    # forms, plans
    "form_faults": Kind.REFUSED,
    "form_unknown": Kind.WRONG_USE,
    "form_needed": Kind.WRONG_USE,
    "plan_faults": Kind.REFUSED,
    "report_faults": Kind.REFUSED,
    "plan_unknown": Kind.WRONG_USE,
    "day_before_roster": Kind.REFUSED,
    "allocation_impossible": Kind.REFUSED,
    "target_unknown": Kind.WRONG_USE,
    "share_unknown": Kind.REFUSED,
    # the life of a plan and of its receipts
    "plan_not_open": Kind.REFUSED,
    "mode_refused": Kind.REFUSED,
    "not_received": Kind.REFUSED,
    "nobody_received": Kind.REFUSED,
    "move_refused": Kind.REFUSED,
    "reason_missing": Kind.WRONG_USE,
    "adoption_faults": Kind.REFUSED,
    "draft_exists": Kind.REFUSED,
    "period_invalid": Kind.WRONG_USE,
    "date_invalid": Kind.WRONG_USE,
    # calendar and extensions
    "calendar_faults": Kind.REFUSED,
    "nothing_owed": Kind.REFUSED,
    "nobody_owes": Kind.REFUSED,
    "nothing_to_correct": Kind.REFUSED,
    "plan_needed": Kind.WRONG_USE,
    "extension_earlier": Kind.REFUSED,
    "extension_closed": Kind.REFUSED,
    "extension_undated": Kind.REFUSED,
    "extension_too_far": Kind.REFUSED,
    "extension_day_missing": Kind.WRONG_USE,
    "approver_missing": Kind.WRONG_USE,
    # scans of signed papers, revisions
    "paper_faults": Kind.REFUSED,
    "papers_full": Kind.REFUSED,
    "nothing_sent": Kind.REFUSED,
    "revision_unknown": Kind.WRONG_USE,
    # score sheets
    "score_sheet_missing": Kind.REFUSED,
    "criterion_unknown": Kind.WRONG_USE,
    "criterion_computed": Kind.REFUSED,
    "unit_not_scored": Kind.REFUSED,
    "points_invalid": Kind.WRONG_USE,
    "points_over": Kind.REFUSED,
    "score_reason_needed": Kind.WRONG_USE,
    "cluster_unknown": Kind.WRONG_USE,
    # drafts and confirmations
    "draft_missing": Kind.REFUSED,
    "warning_missing": Kind.REFUSED,
    "error_not_confirmed": Kind.REFUSED,
    # review
    "actor_missing": Kind.WRONG_USE,
    "nothing_to_review": Kind.REFUSED,
    "review_closed": Kind.REFUSED,
    "nobody_above": Kind.REFUSED,
    "not_above": Kind.REFUSED,
    "not_your_step": Kind.REFUSED,
    "state_changed": Kind.REFUSED,
    "content_changed": Kind.REFUSED,
    "digest_short": Kind.WRONG_USE,
    "own_submission": Kind.REFUSED,
    "warnings_open": Kind.REFUSED,
    "cells_unknown": Kind.WRONG_USE,
    "return_due_missing": Kind.WRONG_USE,
    "return_due_past": Kind.WRONG_USE,
    "unit_day_needed": Kind.WRONG_USE,
    # the portal
    **{code: kind for kind, codes in _PORTAL.items() for code in codes.split()},
    # vintages
    "vintage_unknown": Kind.WRONG_USE,
    "vintage_changed": Kind.REFUSED,
    "vintage_lineage": Kind.REFUSED,
    # roll-up and report
    "nothing_assigned": Kind.REFUSED,
    "no_rollup": Kind.REFUSED,
    "table_unfit": Kind.REFUSED,
    "bounds_of_one": Kind.WRONG_USE,
    "period_of_parts": Kind.WRONG_USE,
    "set_across_maps": Kind.WRONG_USE,
    "rollup_moved": Kind.REFUSED,
    "measure_unknown": Kind.WRONG_USE,
    "figure_too_large": Kind.REFUSED,
    "tree_too_large": Kind.REFUSED,
    "no_children": Kind.WRONG_USE,
    "level_unknown": Kind.WRONG_USE,
    **dict.fromkeys(["database_unreachable", "database_busy"], Kind.REFUSED),
    "internal": Kind.REFUSED,
    "usage": Kind.WRONG_USE,
    "json_faults": Kind.REFUSED,
    "workbook_refused": Kind.REFUSED,
    # exports
    "code_unfit": Kind.REFUSED,
    "period_elsewhere": Kind.WRONG_USE,
    "nothing_sent_here": Kind.WRONG_USE,
    "ids_missing": Kind.REFUSED,
    "ids_unfit": Kind.REFUSED,
}

FAULTS: frozenset[str] = frozenset(
    code
    for codes in (
        # rosters and lineages
        "file_empty file_too_large file_is_sheet encoding_utf16 encoding_tcvn3 encoding_vni "
        "encoding_twice encoding_lost encoding_unknown csv_broken too_many_rows "
        "missing_column duplicate_column ragged_row empty_cell bad_code bad_text bad_date "
        "dates_reversed bad_weight bad_degrees half_position duplicate_unit parent_unknown "
        "parent_zeros parent_not_standing parent_dates_needed parent_is_department code_taken "
        "no_root several_roots unit_cycle tree_too_deep old_unknown new_unknown edge_twice "
        "bad_kind bad_share shares_mixed shares_sum lineage_missing",
        # files and documents at the door
        "unknown_file_type file_gone file_forbidden file_not_given not_a_file "
        "link_not_followed input_too_long encoding_not_utf8 document_empty "
        "document_not_object json_invalid json_trailing rest_unread too_deep duplicate_key "
        "number_not_finite number_too_long control_character",
        # workbooks: the file, whose it is, its entry cells, and how they were read
        "book_empty book_is_xls book_is_ole book_encrypted book_has_macros book_is_xlsb "
        "book_is_ods book_is_html book_is_xml book_is_text book_not_one book_truncated "
        "book_damaged book_too_large book_sizes_lie book_entry_twice book_unsafe_name "
        "book_nested book_external_link book_has_dtd book_too_deep book_part_missing "
        "file_kills_reader template_unknown_book template_retyped template_code_unknown "
        "template_disagrees template_other_unit template_outdated template_closed "
        "template_sheet_missing template_reshaped template_blank sheet_copy_unread "
        "packet_outdated cell_outdated "
        "error_cell formula_in_cell merged_cells day_in_cell share_in_cell precision_lost "
        "tick_unknown asked_elsewhere cell_not_open text_tcvn3 text_vni "
        "number_as_text day_as_text figure_beside",
        # the shape of a submission
        "not_an_object unknown_member member_missing form_not_named form_conflict "
        "member_not_text member_not_a_word member_not_object day_unreadable "
        "attachments_unreadable",
        # scans of signed papers
        "papers_many paper_unreadable paper_outside paper_missing paper_kind",
        # a table of submissions
        "too_many_columns column_name unknown_column section_value ambiguous_number",
        # forms and plans
        "schema_invalid number_out_of_range dialect_unknown id_invalid title_missing "
        "period_missing no_measures form_too_large annotation_unknown annotation_invalid "
        "annotation_misplaced keyword_unsupported remote_reference reference_unknown "
        "reference_loop beside_reference name_invalid pattern_invalid pattern_dangerous "
        "format_unknown kind_unknown rollup_missing rollup_unfit rollup_beside_computed "
        "over_time_unfit decimals_unfit expression_invalid expression_constant path_unknown "
        "part_unfit condition_unfit derived_loop read_only_entered option_unknown "
        "due_period_unknown same_as_itself same_as_unfit same_as_chained",
        # a report's layout
        "report_repeated report_sheet_needs report_sheets_fleeting report_measure_unknown",
        # calendar and deadlines
        "day_kind day_twice ladder_upside_down deadline_too_near regime_without_rule",
        # a plan's papers
        "number_taken content_taken cited_unknown cited_withdrawn cited_itself cited_later "
        "citation_cycle attachment_missing attachment_outside attachment_changed amend_fixed "
        "number_unreadable amended_too_early plan_withdrawn assignment_withdrawn",
        # targets
        "target_not_split allocation_nobody allocation_bases_zero allocation_basis_missing "
        "allocation_basis_negative allocation_too_fine allocation_not_among allocation_sum",
        # score sheets
        "criterion_twice cluster_twice criterion_unjudged criterion_judged_twice "
        "criterion_by_hand criterion_flat criterion_of_words criterion_kind_unfit "
        "criterion_value_unfit issue_by_missing",
        # who approves
        "approver_level_unknown approver_order approver_twice",
        # a unit's own plan under another
        "issuer_other not_cited target_weakened due_later_than_parent level_not_below "
        "level_owes_nothing own_plan_stands",
        # what is owed
        "form_unknown unit_unknown unit_ended unit_ended_alone not_assigned other_assignment "
        "ambiguous_unit key_conflict asked_once_differs behalf_unfit behalf_not_silent "
        "unit_not_below unit_not_standing type_not_below nobody_selected period_not_of_form",
        # what stands in a cell
        "unknown_measure unknown_property given_twice read_only not_measured_here required "
        "mark_unknown marked_and_given not_finite too_large too_many_decimals minimum maximum "
        "exclusive_minimum exclusive_maximum multiple_of type type_integer type_number "
        "type_boolean type_string type_array type_object enum const min_length max_length "
        "pattern format unreadable_character min_items max_items unique_items min_properties "
        "max_properties any_of one_of not_allowed check_failed cell_returned",
        # against the period before, and against siblings
        "moved_much unlike_siblings",
        # the journal, and everything kept, against itself
        "act_changed act_respelled act_missing tail_missing act_removed act_inserted act_moved "
        "act_twice act_unnumbered act_beyond head_missing head_differs head_rewritten head_unknown "
        "payload_changed payload_unreadable payload_misplaced packed_differs texts_differ "
        "revision_missing form_unreadable revision_changed revision_unbound revision_gone "
        "row_unbound row_changed row_gone answer_changed pointer_wrong review_strayed "
        "review_missing approval_unfounded kept_file_gone kept_file_changed "
        "kept_file_unreadable database_damaged key_gone key_differs",
        # receipts, and files said to be what they were given for
        "receipt_broken receipt_other_key receipt_gone receipt_changed receipt_journal "
        "content_differs content_unreadable content_undecided content_needs_store",
        # vintages
        "vintage_unbound vintage_inputs_changed vintage_figures_changed vintage_gone",
        # requests to the portal
        "request_field not_yours",
        # backups
        "part_unknown part_missing part_changed backup_unreadable backup_uneven not_in_backup "
        "copy_uneven",
    )
    for code in codes.split()
)


class Problem(Exception):
    """One thing that cannot be done, as a code with details and the faults behind it.

    Raises KeyError at once for a code that stands in no catalogue, so that no
    sentence can be missing when a person needs it.
    """

    # The first two by place only, so that a detail may be called ``code`` or ``faults`` too.
    def __init__(self, code: str, faults: "tuple[Fault, ...]" = (), /, **details: object) -> None:
        self.kind = PROBLEMS[code]
        self.code = code
        self.faults = faults
        self.details = details
        super().__init__(code, details)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in what was sent.

    ``path`` is the dotted path of a measure, or a column; ``where`` a row, line or file;
    ``sent`` what stands there, ``allowed`` what may. ``message`` is the form's own sentence
    by language, where it has one. ``severity`` is ``error`` or ``warning``. ``weight`` orders
    warnings: how much the figure above would change without this one's oddness.
    """

    code: str
    path: str = ""
    where: str = ""
    sent: str = ""
    allowed: str = ""
    severity: str = "error"
    message: Mapping[str, str] = field(default_factory=dict)
    weight: float = field(default=0.0, compare=False)
