#pragma once

#include "domain/notifications/mailer.hpp"

#include <string>

namespace resuelve::files {

/// Who our mails come from.
struct MailSender {
    std::string name = "Resuelve";
    std::string address = "noreply@localhost";
};

/// The mail as an RFC 5322 message with CRLF: exactly one recipient, text/plain in UTF-8, header texts encoded by
/// RFC 2047. Line breaks and other control characters in names and subject become spaces.
std::string to_message(const notifications::Mail& mail, const MailSender& from);

} // namespace resuelve::files
