#pragma once

#include "app/options.hpp"
#include "platform/http/router.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace resuelve::app {

/// What the pages say about the shop. What is empty is not shown.
struct ShopDetails {
    std::string name;
    std::string email;
    std::string phone;
    std::string address;
    std::string hours;
    std::string demo; ///< the page that says who may sign in to the demonstration
};

/// As configured; the demonstration's shop where nothing is.
ShopDetails shop_details(const ServeOptions& options);

/// The page of a route, in the reader's language (choice, browser, Spanish) and theme.
using PageAnswer = std::function<http::Response(const http::Request&)>;

/// Throws std::logic_error if the web application has no such route.
PageAnswer web_page(std::string_view pattern, const ShopDetails& shop);

/// Adds the pages of portal and console but for "/", their scripts and styles, and for browsers, with status 404, the
/// page of an address that is nowhere.
void add_web_pages(http::Router& router, const ShopDetails& shop);

} // namespace resuelve::app
