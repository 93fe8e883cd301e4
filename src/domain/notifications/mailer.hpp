#pragma once

#include "domain/access/email.hpp"
#include "platform/async/awaitable.hpp"
#include "platform/time/instant.hpp"

#include <string>

namespace resuelve::notifications {

/// A mail to one person, before it is spelled as a message.
struct Mail {
    std::string message_id; ///< "<id@host>" without the brackets: the same at each attempt (reliability.md promise 17)
    std::string to_name;    ///< may be empty
    Email to;
    std::string language; ///< of the text, as in BCP 47
    std::string subject;
    std::string text;
    Instant at;
};

/// Hands mails to whoever carries them.
class Mailer {
public:
    virtual ~Mailer() = default;

    /// Returns when the mail is accepted durably. Throws when it should be tried again.
    virtual awaitable<void> send(Mail mail) = 0;
};

} // namespace resuelve::notifications
