#pragma once

#include "services/resolution/resolution.hpp"

namespace resuelve::resolution {

using api::Request;
using api::Response;

// Finding and reading (queue.cpp)
awaitable<Response> list_incidents(const Request& request, Resolution& resolution);
awaitable<Response> get_incident(const Request& request, Resolution& resolution);
awaitable<Response> get_timeline(const Request& request, Resolution& resolution);
awaitable<Response> get_receipt(const Request& request, Resolution& resolution);
awaitable<Response> follow_events(const Request& request, Resolution& resolution);
awaitable<Response> list_audit(const Request& request, Resolution& resolution);
awaitable<Response> verify_audit(const Request& request, Resolution& resolution);

// The queues' fixed views (views.cpp)
awaitable<Response> list_views(const Request& request, Resolution& resolution);

// For a customer at the telephone or the counter (opening.cpp)
awaitable<Response> open_for_customer(const Request& request, Resolution& resolution);

// Whose work it is (assignment.cpp)
awaitable<Response> take_next(const Request& request, Resolution& resolution);
awaitable<Response> take_incident(const Request& request, Resolution& resolution);
awaitable<Response> change_incident(const Request& request, Resolution& resolution);
// Many of them at once (bulk.cpp)
awaitable<Response> change_incidents(const Request& request, Resolution& resolution);

// Talking (messages.cpp)
awaitable<Response> write_message(const Request& request, Resolution& resolution);
awaitable<Response> ask_information(const Request& request, Resolution& resolution);
awaitable<Response> request_completion(const Request& request, Resolution& resolution);
awaitable<Response> wait_for_third_party(const Request& request, Resolution& resolution);
awaitable<Response> upload_attachment(const Request& request, Resolution& resolution);
awaitable<Response> list_attachments(const Request& request, Resolution& resolution);
awaitable<Response> download_attachment(const Request& request, Resolution& resolution);

// What one has begun to write (drafts.cpp)
awaitable<Response> list_drafts(const Request& request, Resolution& resolution);
awaitable<Response> list_writers(const Request& request, Resolution& resolution);
awaitable<Response> get_own_draft(const Request& request, Resolution& resolution);
awaitable<Response> put_own_draft(const Request& request, Resolution& resolution);
awaitable<Response> remove_own_draft(const Request& request, Resolution& resolution);

// A form that one has begun to fill in (form_drafts.cpp)
awaitable<Response> get_own_form(const Request& request, Resolution& resolution);
awaitable<Response> put_own_form(const Request& request, Resolution& resolution);
awaitable<Response> remove_own_form(const Request& request, Resolution& resolution);

// Trying a template's text on an incident (template_preview.cpp)
awaitable<Response> preview_template(const Request& request, Resolution& resolution);

// Ending it (proposal.cpp, merging.cpp, direction.cpp)
awaitable<Response> propose_resolution(const Request& request, Resolution& resolution);
awaitable<Response> request_approval(const Request& request, Resolution& resolution);
awaitable<Response> approve_proposal(const Request& request, Resolution& resolution);
awaitable<Response> return_proposal(const Request& request, Resolution& resolution);
awaitable<Response> merge_incident(const Request& request, Resolution& resolution);
awaitable<Response> undo_merge(const Request& request, Resolution& resolution);
awaitable<Response> mark_spam(const Request& request, Resolution& resolution);
awaitable<Response> escalate_incident(const Request& request, Resolution& resolution);
awaitable<Response> reopen_incident(const Request& request, Resolution& resolution);
awaitable<Response> hold_incident(const Request& request, Resolution& resolution);
awaitable<Response> lift_hold(const Request& request, Resolution& resolution);

// Asking for what one may not read (access_request.cpp)
awaitable<Response> request_access(const Request& request, Resolution& resolution);

// Figures (reports.cpp)
awaitable<Response> report_overview(const Request& request, Resolution& resolution);
awaitable<Response> report_ageing(const Request& request, Resolution& resolution);
awaitable<Response> report_service_levels(const Request& request, Resolution& resolution);
awaitable<Response> report_reasons(const Request& request, Resolution& resolution);
awaitable<Response> report_workload(const Request& request, Resolution& resolution);
awaitable<Response> report_satisfaction(const Request& request, Resolution& resolution);

// Figures over time (daily_report.cpp)
awaitable<Response> report_daily(const Request& request, Resolution& resolution);

} // namespace resuelve::resolution
