#include "platform/http/problem.hpp"
#include "services/api/fixed_time.hpp"
#include "services/employees/accounts.hpp"
#include "services/employees/use_cases.hpp"

namespace resuelve::employees {
namespace {

struct NewPassword {
    std::string token;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(NewPassword, (), (token, password))

struct ResetRequest {
    Email email;
};
BOOST_DESCRIBE_STRUCT(ResetRequest, (), (email))

/// Who followed the link. Throws Problem::invalid for one that is used, too old, or of another purpose.
awaitable<Employee> follow(std::string token, Purpose purpose, Service& service) {
    const auto link = co_await service.store.find_link(link_digest(token));
    const bool good = link && link->purpose == purpose && link->expires_at > service.clock.now();
    auto employee = good ? co_await service.store.find(link->employee) : std::nullopt;
    if (!employee || employee->state == State::disabled)
        throw Problem{Problem::invalid, {}, {{"/token", "expired", "The link was used or is too old"}}};
    co_return std::move(*employee);
}

awaitable<Response> set_password(const Request& request, Service& service, Purpose purpose) {
    const auto body = request.body<NewPassword>();
    service.link_requests.take(api::source_of(request.http.peer), service.clock.now());
    const auto employee = co_await follow(body.token, purpose, service);
    want_good_password("/password", body.password, employee);
    const auto hash = co_await service.hasher.hash(body.password, PasswordClass::employee);
    const auto act =
        purpose == Purpose::invitation ? access::Audited::invitation_accepted : access::Audited::password_reset;
    Along along{.used_link = link_digest(body.token), .audit = {audited(request, service, act, employee.id)}};
    co_await change(
        employee, event_type::updated, request, service, [&](Employee& stored) { stored.set_password(hash); },
        std::move(along));
    co_await service.sessions.end_all(employee.id.value, std::nullopt);
    service.sessions.refuse_old_tokens(employee.id.value);
    co_return Response::empty(204);
}

/// Says nothing of whether there is such an employee, nor of how much mail went there already.
awaitable<void> mail_reset(const Request& request, Service& service, Email email) {
    const auto employee = co_await service.store.find(email);
    if (!employee || !employee->is_active()) co_return;
    try {
        service.link_mails.take(employee->id.to_string(), service.clock.now());
    } catch (const Problem&) {
        co_return; // mails enough for this hour; a 429 would tell that the address is known
    }
    const auto cause = cause_of(request, service);
    const auto issued = issue_link(employee->id, Purpose::reset_password, cause.now, service.random);
    std::vector<events::Event> events;
    events.push_back(link_event(*employee, issued, cause, service.random));
    co_await service.store.add_link(issued.link, std::move(events));
}

awaitable<Response> take_reset_request(const Request& request, Service& service) {
    const auto body = request.body<ResetRequest>();
    service.link_requests.take(api::source_of(request.http.peer), service.clock.now());
    co_await mail_reset(request, service, body.email);
    co_return Response::json(202, boost::json::object{{"detail", "If that e-mail address has an account, a link to "
                                                                 "set a new password is on its way."}})
        .with("cache-control", "no-store");
}

} // namespace

awaitable<Response> accept_invitation(const Request& request, Service& service) {
    return set_password(request, service, Purpose::invitation);
}

awaitable<Response> request_password_reset(const Request& request, Service& service) {
    return api::at_fixed_time(service.answer_after, take_reset_request(request, service));
}

/// The second factor stays: a mailbox alone must not be enough.
awaitable<Response> confirm_password_reset(const Request& request, Service& service) {
    return set_password(request, service, Purpose::reset_password);
}

} // namespace resuelve::employees
