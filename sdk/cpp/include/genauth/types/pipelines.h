// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct CreatePipelineFunctionDto;
struct DeletePipelineFunctionDto;
struct PipelineFunctionDto;
struct PipelineFunctionPagingDto;
struct ReUploadPipelineFunctionDto;
struct UpdatePipelineFunctionDto;
struct UpdatePipelineOrderDto;

struct CreatePipelineFunctionDto {
  std::string sourceCode = {};
  std::string scene = {};
  std::string funcName = {};
  std::optional<std::string> funcDescription = {};
  std::optional<bool> isAsynchronous = {};
  std::optional<std::int64_t> timeout = {};
  std::optional<bool> terminateOnTimeout = {};
  // Whether it is switched on
  std::optional<bool> enabled = {};
};

struct DeletePipelineFunctionDto {
  std::string funcId = {};
};

struct PipelineFunctionDto {
  std::string funcId = {};
  std::string funcName = {};
  std::optional<std::string> funcDescription = {};
  std::string scene = {};
  // When it was created
  std::string createdAt = {};
  // When it was last changed
  std::string updatedAt = {};
  bool isAsynchronous = false;
  std::int64_t timeout = 0;
  bool terminateOnTimeout = false;
  std::string sourceCode = {};
  // The state it is in
  std::string status = {};
  std::optional<std::string> uploadErrMsg = {};
  // Whether it is switched on
  bool enabled = false;
  bool isCloud = false;
  Json lastExecuteStatus = {};
};

struct PipelineFunctionPagingDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<PipelineFunctionDto> list = {};
};

struct ReUploadPipelineFunctionDto {
  std::string funcId = {};
};

struct UpdatePipelineFunctionDto {
  std::string funcId = {};
  std::optional<std::string> funcName = {};
  std::optional<std::string> funcDescription = {};
  std::optional<std::string> sourceCode = {};
  std::optional<bool> isAsynchronous = {};
  std::optional<std::int64_t> timeout = {};
  std::optional<bool> terminateOnTimeout = {};
  // Whether it is switched on
  std::optional<bool> enabled = {};
};

struct UpdatePipelineOrderDto {
  // desc for greatest first, asc for smallest first
  std::vector<std::string> order = {};
  std::string scene = {};
};

// Parameters of get_pipeline_function.
struct GetPipelineFunctionQuery {
  std::string funcId = {};
};

// Parameters of get_pipeline_logs.
struct GetPipelineLogsQuery {
  std::string funcId = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

// Parameters of list_pipeline_functions.
struct ListPipelineFunctionsQuery {
  std::string scene = {};
};

}  // namespace genauth
