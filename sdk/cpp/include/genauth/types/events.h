// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct CreateEventAppDto;
struct DefineEventDto;
struct EventAppDto;
struct EventAppPagingDto;
struct OpenEventDto;
struct OpenEventPagingDto;
struct PubEventDto;
struct PubEventRespDataDto;

struct CreateEventAppDto {
  // URL of its picture
  std::string logo = {};
  // Name of the event app
  std::string name = {};
  // First part of the codes of its events; lower-case letters, digits, hyphens and underscores
  std::string identifier = {};
};

struct DefineEventDto {
  // What the event tells, for people
  std::string eventDescription = {};
  // Code of the event, APP.NAME
  std::string eventType = {};
};

struct EventAppDto {
  // First part of the codes of its events
  std::string identifier = {};
  // Name of the event app
  std::string name = {};
  // URL of its picture
  std::string logo = {};
};

struct EventAppPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<EventAppDto> list = {};
};

struct OpenEventDto {
  // Id of the event; its code where it is the product's own
  std::string id = {};
  // What to subscribe to
  std::string code = {};
  // The same as the code
  std::string topic = {};
  // What the event tells
  std::string name = {};
  // What the event tells
  std::string desc = {};
};

struct OpenEventPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<OpenEventDto> list = {};
};

struct PubEventDto {
  // Code of the event, APP.NAME
  std::string eventType = {};
  // Any JSON value that goes with the event
  Json eventData = {};
};

struct PubEventRespDataDto {
  // Whether the event was taken; subscribers hear of it afterwards
  bool success = false;
  // Never given; an error has statusCode and message
  std::optional<bool> errMsg = {};
};

// Parameters of list_events.
struct ListEventsQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  // Only events of this event app
  std::optional<std::string> app = {};
};

}  // namespace genauth
