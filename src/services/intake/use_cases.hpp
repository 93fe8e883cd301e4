#pragma once

#include "services/intake/intake.hpp"

namespace resuelve::intake {

using api::Request;
using api::Response;

// Filing (register_incident.cpp)
awaitable<Response> register_incident(const Request& request, Intake& intake);

// Following (own_incidents.cpp)
awaitable<Response> list_own_incidents(const Request& request, Intake& intake);
awaitable<Response> get_own_incident(const Request& request, Intake& intake);
awaitable<Response> get_own_timeline(const Request& request, Intake& intake);
awaitable<Response> get_own_receipt(const Request& request, Intake& intake);
awaitable<Response> list_receipt_keys(const Request& request, Intake& intake);
awaitable<Response> verify_receipt(const Request& request, Intake& intake);
awaitable<Response> follow_own_events(const Request& request, Intake& intake);

// Talking (messages.cpp)
awaitable<Response> write_message(const Request& request, Intake& intake);
awaitable<Response> complete_filing(const Request& request, Intake& intake);
awaitable<Response> request_person(const Request& request, Intake& intake);

awaitable<Response> upload_own_attachment(const Request& request, Intake& intake);
awaitable<Response> list_own_attachments(const Request& request, Intake& intake);
awaitable<Response> download_own_attachment(const Request& request, Intake& intake);

// Settling (settlement.cpp)
awaitable<Response> accept_resolution(const Request& request, Intake& intake);
awaitable<Response> refuse_resolution(const Request& request, Intake& intake);
awaitable<Response> withdraw_incident(const Request& request, Intake& intake);
awaitable<Response> rate_incident(const Request& request, Intake& intake);

// Going on after the end (reopening.cpp)
awaitable<Response> reopen_incident(const Request& request, Intake& intake);

// Without a session (claims.cpp, claim_access.cpp)
awaitable<Response> get_claim_status(const Request& request, Intake& intake);
awaitable<Response> file_claim(const Request& request, Intake& intake);
awaitable<Response> request_claim_access(const Request& request, Intake& intake);
awaitable<Response> open_claim_session(const Request& request, Intake& intake);
awaitable<Response> renew_claim_session(const Request& request, Intake& intake);

} // namespace resuelve::intake
