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
  // Address of a picture
  std::string logo = {};
  // Its name
  std::string name = {};
  // Name of the connection in addresses; lower-case letters, digits and hyphens
  std::string identifier = {};
};

struct DefineEventDto {
  std::string eventDescription = {};
  std::string eventType = {};
};

struct EventAppDto {
  // Name of the connection in addresses; lower-case letters, digits and hyphens
  std::string identifier = {};
  // Its name
  std::string name = {};
  // Address of a picture
  std::string logo = {};
};

struct EventAppPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<EventAppDto> list = {};
};

struct OpenEventDto {
  std::string id = {};
  std::string code = {};
  std::string topic = {};
  // Its name
  std::string name = {};
  // Description
  std::string desc = {};
};

struct OpenEventPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<OpenEventDto> list = {};
};

struct PubEventDto {
  std::string eventType = {};
  Json eventData = {};
};

struct PubEventRespDataDto {
  // Whether it was done
  bool success = false;
  std::optional<bool> errMsg = {};
};

// Parameters of list_events.
struct ListEventsQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<std::string> app = {};
};

}  // namespace genauth
