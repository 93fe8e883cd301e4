#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace resuelve::incidents {

/// How many characters (code points, without space at both ends) a text may have.
struct Length {
    std::size_t min = 0;
    std::size_t max = 0;
};

/// What fits into an incident. docs/limits.md lists them.
namespace limits {

inline constexpr Length subject{3, 200};
inline constexpr Length description{10, 5'000};
inline constexpr Length point{1, 1'000};
inline constexpr std::size_t points = 50;
inline constexpr Length message{1, 10'000};
inline constexpr std::size_t mentions = 20;               ///< of a note; more are not told
inline constexpr Length reason{1, 2'000};                 ///< of a refusal, reopening, escalation, return of a proposal
inline constexpr Length answer{1, 5'000};                 ///< the reasons for the decision about one point
inline constexpr std::int64_t amount_cents = 100'000'000; ///< that the shop gives for one point
inline constexpr Length missing{1, 500};                  ///< one thing that a filing lacks
inline constexpr std::size_t missing_things = 20;
inline constexpr Length comment{1, 2'000}; ///< beside a rating, or a proposal to approve
inline constexpr Length category{1, 60};
inline constexpr Length tag{1, 40};
inline constexpr std::size_t tags = 20;
inline constexpr std::chrono::days snoozed_for{90}; ///< at most
inline constexpr Length order_field{1, 200};
inline constexpr int quantity = 1'000; ///< of one product that an incident is about
inline constexpr Length name{1, 200};
inline constexpr Length phone{3, 40};
inline constexpr Length privacy_version{1, 32};
inline constexpr std::size_t draft_form = 262'144; ///< bytes of JSON
inline constexpr std::int64_t draft_forms = 200;   ///< that one employee keeps
inline constexpr std::size_t attachments = 50;     ///< per incident (reliability.md §7)
inline constexpr int score_min = 1;
inline constexpr int score_max = 5;
inline constexpr int refusals_before_escalation = 2;

} // namespace limits
} // namespace resuelve::incidents
