#include "app/accepted.hpp"

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/split.hpp>
#include <boost/algorithm/string/trim.hpp>

#include <algorithm>

namespace resuelve::app {
namespace {

/// "0.8" as 800, at most three decimals; 0 for what is no weight.
int thousandths(std::string_view text) {
    if (text.empty() || (text[0] != '0' && text[0] != '1') || text.size() > 5) return 0;
    if (text.size() > 1 && text[1] != '.') return 0;
    int value = 0;
    for (std::size_t place = 0, at = 2; place < 3; ++place, ++at) {
        const char digit = at < text.size() ? text[at] : '0';
        if (digit < '0' || digit > '9') return 0;
        value = value * 10 + (digit - '0');
    }
    return text[0] == '1' ? 1000 : value;
}

} // namespace

std::vector<std::string> accepted(std::string_view header) {
    struct Wanted {
        std::string name;
        int weight;
        std::size_t place;
    };
    std::vector<std::string> parts;
    boost::split(parts, header, [](char c) { return c == ','; });
    std::vector<Wanted> wanted;
    for (auto& part : parts) {
        const auto semicolon = part.find(';');
        auto name = boost::to_lower_copy(boost::trim_copy(part.substr(0, semicolon)));
        auto weight = semicolon == std::string::npos ? "q=1" : boost::trim_copy(part.substr(semicolon + 1));
        boost::to_lower(weight);
        const int value = weight.starts_with("q=") ? thousandths(std::string_view{weight}.substr(2)) : 0;
        if (!name.empty() && value > 0) wanted.push_back({std::move(name), value, wanted.size()});
    }
    std::ranges::sort(wanted, {}, [](const Wanted& one) { return std::pair{-one.weight, one.place}; });
    std::vector<std::string> names;
    for (auto& one : wanted)
        names.push_back(std::move(one.name));
    return names;
}

} // namespace resuelve::app
