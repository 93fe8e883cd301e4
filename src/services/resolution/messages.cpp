#include "domain/incidents/answer.hpp"
#include "domain/incidents/ask_information.hpp"
#include "domain/incidents/note.hpp"
#include "domain/incidents/request_completion.hpp"
#include "domain/incidents/wait_for_third_party.hpp"
#include "services/api/message_body.hpp"
#include "services/resolution/drafts.hpp"
#include "services/resolution/use_cases.hpp"

namespace resuelve::resolution {
namespace {

/// The visibility has no default: a note must not become a message by being forgotten.
struct EmployeeMessage : api::RequiredMessage {
    incidents::Visibility visibility;
};
BOOST_DESCRIBE_STRUCT(EmployeeMessage, (api::RequiredMessage), (visibility))

using MissingThing = api::TextOf<incidents::limits::missing>;

struct CompletionRequestBody : api::RequiredMessage {
    json::List<MissingThing, 1, incidents::limits::missing_things> missing;
    std::optional<std::chrono::year_month_day> due;
};
BOOST_DESCRIBE_STRUCT(CompletionRequestBody, (api::RequiredMessage), (missing, due))

struct ThirdPartyWaitBody : api::RequiredMessage {
    std::optional<Instant> until;
};
BOOST_DESCRIBE_STRUCT(ThirdPartyWaitBody, (api::RequiredMessage), (until))

} // namespace

awaitable<Response> write_message(const Request& request, Resolution& resolution) {
    const auto body = request.body<EmployeeMessage>();
    const auto message = co_await api::message_of(request, resolution.desk, body);
    auto response = co_await api::act_on_incident(
        request, resolution.desk,
        [&](const incidents::Incident& incident, const incidents::Context& context) {
            if (body.visibility == incidents::Visibility::internal) return incidents::note(incident, message, context);
            return incidents::answer(incident, message, context);
        },
        api::tell_written_entry);
    co_await draft_was_sent(request, resolution, body.visibility);
    co_return response;
}

awaitable<Response> ask_information(const Request& request, Resolution& resolution) {
    const auto message = co_await api::message_of(request, resolution.desk, request.body<api::RequiredMessage>());
    auto response = co_await api::act_on_incident(
        request, resolution.desk, [&](const incidents::Incident& incident, const incidents::Context& context) {
            return incidents::ask_information(incident, message, context);
        });
    co_await draft_was_sent(request, resolution, incidents::Visibility::public_);
    co_await form_was_sent(request, resolution, incidents::DraftedAct::information_request);
    co_return response;
}

awaitable<Response> request_completion(const Request& request, Resolution& resolution) {
    const auto body = request.body<CompletionRequestBody>();
    incidents::CompletionRequest wanted{.message = co_await api::message_of(request, resolution.desk, body),
                                        .due = body.due};
    for (const auto& thing : body.missing)
        wanted.missing.push_back(thing.value);
    auto response = co_await api::act_on_incident(
        request, resolution.desk, [&](const incidents::Incident& incident, const incidents::Context& context) {
            return incidents::request_completion(incident, wanted, context);
        });
    co_await draft_was_sent(request, resolution, incidents::Visibility::public_);
    co_await form_was_sent(request, resolution, incidents::DraftedAct::completion_request);
    co_return response;
}

awaitable<Response> wait_for_third_party(const Request& request, Resolution& resolution) {
    const auto body = request.body<ThirdPartyWaitBody>();
    const incidents::ThirdPartyWait wait{.message = co_await api::message_of(request, resolution.desk, body),
                                         .until = body.until};
    auto response = co_await api::act_on_incident(
        request, resolution.desk, [&](const incidents::Incident& incident, const incidents::Context& context) {
            return incidents::wait_for_third_party(incident, wait, context);
        });
    co_await form_was_sent(request, resolution, incidents::DraftedAct::third_party_wait);
    co_return response;
}

awaitable<Response> upload_attachment(const Request& request, Resolution& resolution) {
    return api::upload_attachment(request, resolution.desk, resolution.uploads);
}

awaitable<Response> list_attachments(const Request& request, Resolution& resolution) {
    return api::list_attachments(request, resolution.desk);
}

awaitable<Response> download_attachment(const Request& request, Resolution& resolution) {
    return api::download_attachment(request, resolution.desk);
}

} // namespace resuelve::resolution
