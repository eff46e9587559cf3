"""What SQLite can do, told to SQLAlchemy's dialect suite; the same for our driver and for the stock one."""

from typing import Any

from sqlalchemy.testing import exclusions
from sqlalchemy.testing.requirements import SuiteRequirements

_CAPABLE = (
    "autocommit",
    "check_constraint_reflection",
    "computed_columns",
    "computed_columns_reflect_persisted",
    "computed_columns_stored",
    "computed_columns_virtual",
    "create_table_as",
    "create_temp_table_as",
    "ctes",
    "ctes_with_values",
    "date_historic",
    "datetime_historic",
    "datetime_literals",
    "dbapi_lastrowid",
    "except_",
    "expression_server_defaults",
    "fk_constraint_option_reflection_ondelete_noaction",
    "fk_constraint_option_reflection_ondelete_restrict",
    "fk_constraint_option_reflection_onupdate_restrict",
    "float_or_double_precision_behaves_generically",
    "foreign_key_constraint_name_reflection",
    "foreign_key_constraint_option_reflection_ondelete",
    "foreign_key_constraint_option_reflection_onupdate",
    "has_temp_table",
    "index_ddl_if_exists",
    "indexes_with_expressions",
    "infinity_floats",
    "inline_check_constraint_reflection",
    "intersect",
    "isolation_level",
    "json_type",
    "legacy_unconditional_json_extract",
    "nvarchar_types",
    "on_update_or_deferrable_fks",
    "percent_schema_names",
    "precision_numerics_enotation_small",
    "precision_numerics_retains_significant_digits",
    "reflect_table_options",
    "reflects_pk_names",
    "regexp_match",
    "repeated_column_foreign_keys",
    "savepoints",
    "schemas",
    "server_defaults",
    "skip_autocommit_rollback",
    "supports_bitwise_and",
    "supports_bitwise_not",
    "supports_bitwise_or",
    "supports_bitwise_shift",
    "table_ddl_if_exists",
    "temp_table_names",
    "temporary_views",
    "tuple_in",
    "unicode_ddl",
    "update_from",
    "views",
    "window_functions",
    "window_range",
    "window_range_numeric",
)

_INCAPABLE = {
    "implicitly_named_constraints": "an unnamed constraint stays unnamed",
    "parens_in_union_contained_select_w_limit_offset": "SQLite's grammar has no parentheses around a part of a UNION",
    "parens_in_union_contained_select_wo_limit_offset": "SQLite's grammar has no parentheses around a part of a UNION",
    "json_index_supplementary_unicode_element": "SQLite's JSON paths do not read escaped surrogate pairs",
    "independent_connections": "one writer at a time",
}


def _open(_requirements: SuiteRequirements) -> Any:
    return exclusions.open()  # type: ignore[no-untyped-call]


def _closed(_requirements: SuiteRequirements) -> Any:
    return exclusions.closed()  # type: ignore[no-untyped-call]


class Requirements(SuiteRequirements):
    """SQLite's answers where they differ from the suite's defaults."""

    def get_order_by_collation(self, config: Any) -> str:
        """A collation every SQLite has."""
        return "NOCASE"


for _name in _CAPABLE:
    setattr(Requirements, _name, property(_open))
for _name in _INCAPABLE:
    setattr(Requirements, _name, property(_closed))
