#pragma once

#include "domain/incidents/incident.hpp"

#include <optional>
#include <string>
#include <vector>

namespace resuelve::incidents {

/// What somebody may see at all. It is part of every query, so that nothing else is found or counted.
struct Scope {
    std::optional<CustomerId> customer; ///< a customer: own incidents only
    std::optional<EmployeeId> agent;    ///< an agent: own teams', without a team, or assigned to them
    std::vector<TeamId> teams;          ///< the agent's
    bool all = false;                   ///< supervisor, admin, system

    bool covers(const Incident& incident) const;
};

BOOST_DEFINE_ENUM_CLASS(SortKey, created, updated, deadline, priority, relevance)

struct IncidentQuery {
    Scope scope;
    std::vector<Status> statuses; ///< empty: any
    std::optional<EmployeeId> assignee;
    bool unassigned = false;
    std::optional<TeamId> team;
    bool without_team = false;
    std::optional<Priority> priority;
    std::optional<std::string> category;
    std::vector<std::string> categories; ///< one of them; empty: any
    bool without_category = false;
    std::optional<CustomerId> customer;
    std::optional<std::string> tag;
    std::optional<bool> escalated;
    std::optional<bool> snoozed;            ///< few incidents are
    std::optional<ApprovalStatus> approval; ///< few incidents have one
    std::optional<Instant> opened_from;     ///< at or after
    std::optional<Instant> opened_until;    ///< before
    std::optional<Channel> channel;
    std::optional<ClosedAs> closed_as;
    std::optional<int> score;       ///< of the rating
    std::optional<bool> rated;      ///< with any score, or without
    std::vector<Answered> answered; ///< one of them; empty: whether or not a resolution was proposed
    std::optional<bool> first_answered;
    std::optional<std::string> product; ///< of the order, as it is written there
    std::optional<bool> overdue;        ///< at `now`
    Instant now{};                      ///< for `overdue` alone
    std::optional<std::string> text;    ///< words, stemmed and without accents; "word*" is a prefix
    SortKey sort = SortKey::created;
    bool descending = true;
    std::string
        cursor; ///< opaque, from Page::next_cursor; throws Problem::malformed if it is not ours or of another query
    std::size_t limit = 25;
};

template <class T>
struct Page {
    std::vector<T> items;
    std::optional<std::string> next_cursor;
};

/// A person from the customers or employees service.
struct KnownPerson {
    Uuid id{};
    access::Role role{};
    std::int64_t version = 0;
    std::string name;
    std::string email; ///< lower case
    std::string language = "es";
    bool email_verified = false;
    bool active = true; ///< false: disabled or erased

    bool operator==(const KnownPerson&) const = default;
};

} // namespace resuelve::incidents
