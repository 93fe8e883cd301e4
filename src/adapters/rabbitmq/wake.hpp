#pragma once

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace resuelve::rabbitmq {

/// Lets a thread that waits for its socket be woken by others.
class Wake {
public:
    Wake() : descriptor_{eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)} {
        if (descriptor_ < 0) throw std::system_error{errno, std::generic_category(), "eventfd"};
    }
    ~Wake() { ::close(descriptor_); }
    Wake(const Wake&) = delete;
    Wake& operator=(const Wake&) = delete;

    void wake() const { eventfd_write(descriptor_, 1); }
    void clear() const {
        eventfd_t count = 0;
        eventfd_read(descriptor_, &count);
    }
    int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

} // namespace resuelve::rabbitmq
