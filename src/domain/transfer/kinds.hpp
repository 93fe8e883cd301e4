#pragma once

#include <array>
#include <span>
#include <string_view>

namespace resuelve::transfer {

/// How a member of a record is written (record.hpp) and kept. `elsewhere`: a list or object that each kind of store
/// keeps in a way of its own.
enum class FieldType { text, integer, boolean, time, id, bytes, json, elsewhere };

struct Field {
    std::string_view name;
    FieldType type;
    bool optional = false; ///< may be null
};

struct Kind {
    std::string_view name;
    std::span<const Field> fields;
};

namespace kinds {

constexpr bool optional = true;

inline constexpr std::array customer_fields{
    Field{"id", FieldType::id},
    Field{"email", FieldType::text},
    Field{"email_key", FieldType::text},
    Field{"email_verified", FieldType::boolean},
    Field{"password_hash", FieldType::text, optional},
    Field{"weak_password", FieldType::boolean},
    Field{"passkeys", FieldType::text, optional}, // a JSON array
    Field{"first_name", FieldType::text},
    Field{"last_name", FieldType::text},
    Field{"birth_date", FieldType::text, optional},
    Field{"address", FieldType::text, optional},
    Field{"notes", FieldType::text, optional}, // a JSON object
    Field{"language", FieldType::text},
    Field{"state", FieldType::text},
    Field{"version", FieldType::integer},
    Field{"created_at", FieldType::time},
    Field{"updated_at", FieldType::time},
    Field{"blocked_until", FieldType::time, optional},
    Field{"links", FieldType::elsewhere},     // [{digest, purpose, expires_at}], by purpose
    Field{"requests", FieldType::elsewhere}}; // [{id, right, detail, …}], by id
inline constexpr Kind customer{"customer", customer_fields};

inline constexpr std::array team_fields{Field{"id", FieldType::id},           Field{"name", FieldType::text},
                                        Field{"name_key", FieldType::text},   Field{"version", FieldType::integer},
                                        Field{"created_at", FieldType::time}, Field{"updated_at", FieldType::time}};
inline constexpr Kind team{"team", team_fields};

inline constexpr std::array employee_fields{Field{"id", FieldType::id},
                                            Field{"email", FieldType::text},
                                            Field{"email_key", FieldType::text},
                                            Field{"first_name", FieldType::text},
                                            Field{"last_name", FieldType::text},
                                            Field{"role", FieldType::text},
                                            Field{"state", FieldType::text},
                                            Field{"language", FieldType::text},
                                            Field{"password_hash", FieldType::text, optional},
                                            Field{"sealed_seed", FieldType::text, optional}, // of the second factor
                                            Field{"confirmed", FieldType::boolean},
                                            Field{"last_used_step", FieldType::integer},
                                            Field{"passkeys", FieldType::text, optional}, // a JSON array
                                            Field{"version", FieldType::integer},
                                            Field{"created_at", FieldType::time},
                                            Field{"updated_at", FieldType::time},
                                            Field{"recovery_codes", FieldType::elsewhere}, // [SHA-256]
                                            Field{"team_ids", FieldType::elsewhere},
                                            Field{"links", FieldType::elsewhere}};
inline constexpr Kind employee{"employee", employee_fields};

inline constexpr std::array kept_fields{Field{"holder_kind", FieldType::text}, Field{"holder", FieldType::id},
                                        Field{"what", FieldType::text},        Field{"version", FieldType::integer},
                                        Field{"updated_at", FieldType::time},  Field{"content", FieldType::json}};
inline constexpr Kind kept{"kept", kept_fields};

inline constexpr std::array session_fields{Field{"id", FieldType::id},
                                           Field{"kind", FieldType::text},
                                           Field{"subject", FieldType::id},
                                           Field{"token", FieldType::bytes},
                                           Field{"token_before", FieldType::bytes, optional},
                                           Field{"signed_in_at", FieldType::time},
                                           Field{"renewed_at", FieldType::time},
                                           Field{"ended_at", FieldType::time, optional},
                                           Field{"only_incident", FieldType::id, optional},
                                           Field{"device", FieldType::text},
                                           Field{"over_at", FieldType::time}};
inline constexpr Kind session{"session", session_fields};

inline constexpr std::array api_token_fields{Field{"id", FieldType::id},
                                             Field{"name", FieldType::text},
                                             Field{"digest", FieldType::bytes},
                                             Field{"scopes", FieldType::json},
                                             Field{"ranges", FieldType::json},
                                             Field{"created_by", FieldType::id},
                                             Field{"created_at", FieldType::time},
                                             Field{"expires_at", FieldType::time},
                                             Field{"last_used_at", FieldType::time, optional},
                                             Field{"revoked_at", FieldType::time, optional}};
inline constexpr Kind api_token{"api_token", api_token_fields};

inline constexpr std::array answer_fields{
    Field{"key", FieldType::text},         Field{"fingerprint", FieldType::text},  Field{"status", FieldType::integer},
    Field{"location", FieldType::text},    Field{"etag", FieldType::text},         Field{"body", FieldType::text},
    Field{"answered_at", FieldType::time}, Field{"incident", FieldType::elsewhere}};
/// To an idempotency key; "incident": which has to be erased with it, or null.
inline constexpr Kind answer{"answer", answer_fields};

inline constexpr std::array audited_fields{
    Field{"number", FieldType::integer}, Field{"at", FieldType::time},
    Field{"role", FieldType::text},      Field{"actor", FieldType::id, optional},
    Field{"act", FieldType::text},       Field{"subject", FieldType::id, optional},
    Field{"address", FieldType::text},   Field{"trace_id", FieldType::text},
    Field{"detail", FieldType::text},    Field{"hash", FieldType::bytes}};
inline constexpr Kind audited{"audited", audited_fields};

inline constexpr std::array audit_head_fields{Field{"number", FieldType::integer}, Field{"hash", FieldType::bytes}};
inline constexpr Kind audit_head{"audit_head", audit_head_fields};

inline constexpr std::array known_person_fields{Field{"id", FieldType::id},
                                                Field{"role", FieldType::text},
                                                Field{"version", FieldType::integer},
                                                Field{"name", FieldType::text},
                                                Field{"email", FieldType::text},
                                                Field{"language", FieldType::text},
                                                Field{"email_verified", FieldType::boolean},
                                                Field{"active", FieldType::boolean}};
inline constexpr Kind known_person{"known_person", known_person_fields};

inline constexpr std::array attachment_fields{Field{"id", FieldType::id},
                                              Field{"incident", FieldType::id},
                                              Field{"name", FieldType::text},
                                              Field{"content_type", FieldType::text},
                                              Field{"size", FieldType::integer},
                                              Field{"sha256", FieldType::bytes},
                                              Field{"state", FieldType::text},
                                              Field{"uploaded_by_role", FieldType::text},
                                              Field{"uploaded_by", FieldType::id, optional},
                                              Field{"uploaded_at", FieldType::time},
                                              Field{"entry", FieldType::integer, optional},
                                              Field{"visibility", FieldType::text}};
inline constexpr Kind attachment{"attachment", attachment_fields};

inline constexpr std::array draft_fields{
    Field{"incident", FieldType::id},    Field{"employee", FieldType::id}, Field{"employee_name", FieldType::text},
    Field{"reply", FieldType::text},     Field{"note", FieldType::text},   Field{"last_entry", FieldType::integer},
    Field{"updated_at", FieldType::time}};
inline constexpr Kind draft{"draft", draft_fields};

inline constexpr std::array form_draft_fields{
    Field{"incident", FieldType::id},        Field{"employee", FieldType::id}, Field{"act", FieldType::text},
    Field{"employee_name", FieldType::text}, Field{"form", FieldType::text},   Field{"last_entry", FieldType::integer},
    Field{"updated_at", FieldType::time}};
inline constexpr Kind form_draft{"form_draft", form_draft_fields};

inline constexpr std::array person_fields{
    Field{"id", FieldType::id},           Field{"kind", FieldType::text},
    Field{"version", FieldType::integer}, Field{"name", FieldType::text},
    Field{"email", FieldType::text},      Field{"email_key", FieldType::text},
    Field{"language", FieldType::text},   Field{"verified", FieldType::boolean},
    Field{"active", FieldType::boolean},  Field{"supervises", FieldType::boolean}};
/// Somebody to whom notifications may go.
inline constexpr Kind person{"person", person_fields};

inline constexpr std::array notification_fields{Field{"id", FieldType::id},
                                                Field{"cause", FieldType::id},
                                                Field{"template", FieldType::text},
                                                Field{"audience", FieldType::text},
                                                Field{"recipient", FieldType::id, optional},
                                                Field{"name", FieldType::text},
                                                Field{"email", FieldType::text},
                                                Field{"email_key", FieldType::text},
                                                Field{"verified", FieldType::boolean},
                                                Field{"automatic", FieldType::boolean},
                                                Field{"language", FieldType::text},
                                                Field{"incident", FieldType::id, optional},
                                                Field{"subject", FieldType::text},
                                                Field{"text", FieldType::text},
                                                Field{"state", FieldType::text},
                                                Field{"attempts", FieldType::integer},
                                                Field{"reason", FieldType::text},
                                                Field{"created_at", FieldType::time},
                                                Field{"not_before", FieldType::time},
                                                Field{"finished_at", FieldType::time, optional},
                                                Field{"traceparent", FieldType::text}};
inline constexpr Kind notification{"notification", notification_fields};

/// What an employee is told in the console.
inline constexpr std::array notice_fields{Field{"id", FieldType::id},
                                          Field{"employee", FieldType::id},
                                          Field{"kind", FieldType::text},
                                          Field{"incident", FieldType::id},
                                          Field{"reference", FieldType::text},
                                          Field{"subject", FieldType::text},
                                          Field{"customer", FieldType::id, optional},
                                          Field{"team", FieldType::id, optional},
                                          Field{"assignee", FieldType::id, optional},
                                          Field{"made_by", FieldType::id, optional},
                                          Field{"answer_by", FieldType::time, optional},
                                          Field{"made_at", FieldType::time},
                                          Field{"read_at", FieldType::time, optional}};
inline constexpr Kind notice{"notice", notice_fields};

inline constexpr std::array dead_letter_fields{
    Field{"consumer", FieldType::text},    Field{"id", FieldType::id},        Field{"event", FieldType::json},
    Field{"attempts", FieldType::integer}, Field{"died_at", FieldType::time}, Field{"reason", FieldType::text}};
inline constexpr Kind dead_letter{"dead_letter", dead_letter_fields};

// Records of these have no table of fields:
//   incident       incident (domain/incidents/incident_json.hpp)
//   entry          of the incident before it (incident_records.hpp)
//   blob           sha256 and, in a file, bytes
//   waiting_event  event: a CloudEvent that not everybody has heard yet
inline constexpr std::string_view incident = "incident";
inline constexpr std::string_view entry = "entry";
inline constexpr std::string_view blob = "blob";
inline constexpr std::string_view waiting_event = "waiting_event";

} // namespace kinds

} // namespace resuelve::transfer
