#pragma once

#include <amqp.h>
#include <boost/json/object.hpp>

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve::rabbitmq {

/// An AMQP table that is built here and lives as long as this does.
class Fields {
public:
    Fields() = default;
    /// Texts and integers; nothing else.
    explicit Fields(const boost::json::object& object);
    Fields(const Fields&) = delete;
    Fields& operator=(const Fields&) = delete;

    void add(std::string_view name, std::string_view text);
    void add(std::string_view name, const char* text) { add(name, std::string_view{text}); }
    void add(std::string_view name, std::int64_t number);
    void add(std::string_view name, bool flag);
    /// `fields` must live as long.
    void add(std::string_view name, const Fields& fields);

    amqp_table_t table() const {
        return {.num_entries = static_cast<int>(entries_.size()),
                .entries = const_cast<amqp_table_entry_t*>(entries_.data())};
    }

private:
    amqp_field_value_t& added(std::string_view name, amqp_field_value_kind_t kind);
    amqp_bytes_t kept(std::string_view text);

    std::deque<std::string> texts_; // does not move what it holds
    std::vector<amqp_table_entry_t> entries_;
};

/// The texts and integers of a table; what is of other types is left out.
boost::json::object to_json(const amqp_table_t& table);

} // namespace resuelve::rabbitmq
