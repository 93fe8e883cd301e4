#pragma once

#include "adapters/files/mail_message.hpp"
#include "platform/async/blocking_pool.hpp"

#include <atomic>
#include <filesystem>

namespace resuelve::files {

/// Writes mails as files, DIRECTORY/<UTC time>-<message id>.eml, for a server without a mail server.
class MailFolder final : public notifications::Mailer {
public:
    /// Makes the directory if it is missing. The files are written on `pool`, which lives longer.
    MailFolder(std::filesystem::path directory, MailSender from, BlockingPool& pool);

    /// A second attempt at the same mail replaces its file.
    awaitable<void> send(notifications::Mail mail) override;

    /// Since the start, for the metrics.
    std::size_t written() const { return written_; }

private:
    std::filesystem::path directory_;
    MailSender from_;
    BlockingPool& pool_;
    std::atomic<std::size_t> written_ = 0;
};

} // namespace resuelve::files
