// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct CellDto;
struct Condition;
struct CopyRowRelationDto;
struct CreateFunctionModelDto;
struct DropDownItemDto;
struct CreateFunctionModelFieldDto;
struct CreateOperateModelDto;
struct CreateRelationValueDto;
struct CreateRowDto;
struct CreateUEBADto;
struct Expand;
struct ExportMetadataDto;
struct ExportModelDto;
struct ScopeDto;
struct FilterDto;
struct FunctionModelDto;
struct RelationOptionalRange;
struct FunctionModelFieldDto;
struct FunctionModelFieldIdDto;
struct FunctionModelIdDto;
struct FunctionModelOperateIdDto;
struct FunctionModelValueListDto;
struct GetAllRowByScrollidDto;
struct GetAllRowDto;
struct GetAllRowVyScrollidDto;
struct GetRelationInfoDto;
struct GetRowBatchDto;
struct ImportMetadataDto;
struct ImportModelDto;
struct MetadataGroupDto;
struct OperateModelDto;
struct RelationSearchDto;
struct RelationValueListDto;
struct RemoveRelationValueDto;
struct RemoveRowDto;
struct RowDto;
struct UpdateFunctionModelDto;
struct UpdateFunctionModelFieldDto;
struct UpdateOperateModelDto;
struct UpdateRowDto;

struct CellDto {
  std::string fieldId = {};
  Json value = {};
};

struct Condition {
  std::string key = {};
  Json value = {};
  // How the field is compared with the value
  std::string operator_ = {};
};

struct CopyRowRelationDto {
  std::string relationRowId = {};
  std::string rowId = {};
  std::string modelId = {};
};

struct CreateFunctionModelDto {
  std::string parentKey = {};
  // Whether it is switched on
  bool enable = false;
  // Its kind
  std::string type = {};
  std::string description = {};
  // Its name
  std::string name = {};
  std::optional<std::string> dataType = {};
};

struct DropDownItemDto {
  std::string key = {};
  std::string label = {};
};

struct CreateFunctionModelFieldDto {
  bool userVisible = false;
  Condition relationOptionalRange = {};
  std::string relationShowKey = {};
  bool relationMultiple = false;
  std::string relationType = {};
  bool forLogin = false;
  bool fuzzySearch = false;
  DropDownItemDto dropDown = {};
  std::int64_t format = 0;
  std::string regexp = {};
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::int64_t maxLength = 0;
  bool unique = false;
  bool require = false;
  Json default_ = {};
  std::string help = {};
  bool editable = false;
  bool show = false;
  // Its kind
  std::string type = {};
  std::string key = {};
  // Its name
  std::string name = {};
  std::string modelId = {};
};

struct CreateOperateModelDto {
  bool show = false;
  std::string icon = {};
  Json config = {};
  std::string operateName = {};
  std::string operateKey = {};
  std::string modelId = {};
};

struct CreateRelationValueDto {
  std::vector<std::string> valueList = {};
  std::string rowId = {};
  std::string fieldId = {};
  std::string modelId = {};
};

struct CreateRowDto {
  Json data = {};
  std::string modelId = {};
  std::optional<std::string> rowId = {};
};

struct CreateUEBADto {
  Json data = {};
  std::optional<std::string> modelId = {};
};

struct Expand {
  // Field that it is about
  std::string field = {};
  std::vector<std::string> select = {};
};

struct ExportMetadataDto {
  std::string modelId = {};
};

struct ExportModelDto {
  std::vector<std::string> idList = {};
  std::string modelId = {};
};

struct ScopeDto {
  std::string modelId = {};
  std::string id = {};
  std::string fieldId = {};
};

struct FilterDto {
  std::string modelId = {};
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  std::optional<std::string> conjunction = {};
  std::optional<std::vector<Condition>> conditions = {};
  // Order of the list; later entries decide between equals
  std::optional<std::vector<Json>> sort = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<bool> fetchAll = {};
  std::optional<bool> withPath = {};
  std::optional<bool> showFieldId = {};
  std::optional<bool> previewRelation = {};
  std::optional<bool> getRelationFieldDetail = {};
  std::optional<ScopeDto> scope = {};
  std::optional<ScopeDto> filterRelation = {};
  std::optional<std::vector<Expand>> expand = {};
  std::optional<bool> getNestData = {};
};

struct FunctionModelDto {
  std::string id = {};
  // Id of the user pool
  std::string userPoolId = {};
  // Its name
  std::string name = {};
  std::string description = {};
  std::string dataType = {};
  // Whether it is switched on
  bool enable = false;
  std::string parentKey = {};
  // When it was created
  std::string createdAt = {};
  // When it was last changed
  std::string updatedAt = {};
  // Its kind
  std::string type = {};
  std::string fieldOrder = {};
  Json config = {};
};

struct RelationOptionalRange {
  std::string conjunction = {};
  Condition conditions = {};
};

struct FunctionModelFieldDto {
  std::string id = {};
  std::string modelId = {};
  // Its name
  std::string name = {};
  std::string key = {};
  // Its kind
  std::int64_t type = 0;
  bool show = false;
  bool editable = false;
  std::string help = {};
  std::string default_ = {};
  bool require = false;
  bool unique = false;
  std::int64_t maxLength = 0;
  std::int64_t max = 0;
  std::int64_t min = 0;
  std::string regexp = {};
  std::int64_t format = 0;
  std::int64_t dropDown = 0;
  std::string relationType = {};
  bool relationMultiple = false;
  std::string relationShowKey = {};
  RelationOptionalRange relationOptionalRange = {};
  bool userVisible = false;
};

struct FunctionModelFieldIdDto {
  std::string modelId = {};
  std::string id = {};
};

struct FunctionModelIdDto {
  std::string id = {};
};

struct FunctionModelOperateIdDto {
  Json customConfig = {};
  std::string modelId = {};
  std::string id = {};
  std::optional<std::string> fieldId = {};
};

struct FunctionModelValueListDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<Json> list = {};
};

struct GetAllRowByScrollidDto {
  std::string scrollId = {};
  // The page's entries
  std::vector<std::string> list = {};
};

struct GetAllRowDto {
  std::string modelId = {};
  std::optional<std::string> conjunction = {};
  std::optional<std::vector<Condition>> conditions = {};
};

struct GetAllRowVyScrollidDto {
  double size = 0;
  std::string modelId = {};
  std::optional<std::string> scrollId = {};
  std::optional<std::string> id = {};
  Json query = {};
  std::optional<bool> getRelationDetails = {};
};

struct GetRelationInfoDto {
  std::vector<std::string> idList = {};
  std::string modelId = {};
};

struct GetRowBatchDto {
  std::vector<std::string> rowIds = {};
  std::string modelId = {};
};

struct ImportMetadataDto {
  std::string file = {};
};

struct ImportModelDto {
  std::string file = {};
  std::string modelId = {};
};

struct MetadataGroupDto {
  std::string groupId = {};
  std::optional<std::string> keyword = {};
  // Order of the list; later entries decide between equals
  std::optional<std::vector<Json>> sort = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<bool> getNestData = {};
};

struct OperateModelDto {
  std::string id = {};
  // Id of the user pool
  std::string userPoolId = {};
  std::string modelId = {};
  std::string operateName = {};
  std::string operateKey = {};
  bool show = false;
  bool isDefault = false;
  // When it was created
  std::string createdAt = {};
  // When it was last changed
  std::string updatedAt = {};
};

struct RelationSearchDto {
  std::string fieldId = {};
  std::string modelId = {};
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
  std::optional<bool> showFieldId = {};
};

struct RelationValueListDto {
  // Entries that match, on all pages
  std::int64_t totalCount = 0;
  // The page's entries
  std::vector<std::string> list = {};
};

struct RemoveRelationValueDto {
  std::string value = {};
  std::vector<std::string> fieldIds = {};
  std::string rowId = {};
  std::string modelId = {};
};

struct RemoveRowDto {
  std::vector<std::string> rowIdList = {};
  std::string modelId = {};
  std::optional<bool> recursive = {};
};

struct RowDto {
  std::string rowId = {};
  std::vector<CellDto> cellList = {};
};

struct UpdateFunctionModelDto {
  std::string showFieldKey = {};
  Json config = {};
  std::string fieldOrder = {};
  // Its kind
  std::string type = {};
  std::string parentKey = {};
  // Whether it is switched on
  bool enable = false;
  std::string description = {};
  // Its name
  std::string name = {};
  std::string id = {};
};

struct UpdateFunctionModelFieldDto {
  bool userVisible = false;
  RelationOptionalRange relationOptionalRange = {};
  std::string relationShowKey = {};
  bool forLogin = false;
  bool fuzzySearch = false;
  std::vector<std::string> dropDown = {};
  std::int64_t format = 0;
  std::string regexp = {};
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::int64_t maxLength = 0;
  bool unique = false;
  bool require = false;
  Json default_ = {};
  std::string help = {};
  bool editable = false;
  bool show = false;
  // Its name
  std::string name = {};
  std::string modelId = {};
  std::string id = {};
};

struct UpdateOperateModelDto {
  std::string icon = {};
  Json config = {};
  std::string operateName = {};
  std::string operateKey = {};
  bool show = false;
  std::string modelId = {};
  std::string id = {};
  std::optional<std::string> fieldId = {};
};

struct UpdateRowDto {
  Json data = {};
  std::string rowId = {};
  std::string modelId = {};
  std::optional<bool> showFieldId = {};
};

// Parameters of get_import_template.
struct GetImportTemplateQuery {
  std::string modelId = {};
};

// Parameters of get_model.
struct GetModelQuery {
  std::string id = {};
};

// Parameters of get_relation_value.
struct GetRelationValueQuery {
  std::string modelId = {};
  std::string fieldId = {};
  std::string rowId = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

// Parameters of get_row.
struct GetRowQuery {
  std::string modelId = {};
  std::string rowId = {};
  std::optional<std::string> showFieldId = {};
};

// Parameters of get_row_by_value.
struct GetRowByValueQuery {
  std::string modelId = {};
  std::string key = {};
  std::string value = {};
  std::optional<std::string> showFieldId = {};
};

// Parameters of list_field.
struct ListFieldQuery {
  std::string modelId = {};
  std::string from = {};
};

// Parameters of list_operate.
struct ListOperateQuery {
  // Words to look for in the fields that options.fuzzySearchOn names
  std::optional<std::string> keywords = {};
  std::string modelId = {};
  std::optional<std::string> fieldId = {};
  std::optional<std::string> showCreated = {};
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

// Parameters of list_operate_all.
struct ListOperateAllQuery {
  std::string modelId = {};
};

}  // namespace genauth
