// Lists users with an access key: HOST ACCESS_KEY_ID ACCESS_KEY_SECRET.
#include <genauth/management_client.h>

#include <iostream>

int main(int count, char** words) {
  if (count != 4) return 2;
  genauth::ManagementClient client(
      {.host = words[1], .access_key_id = words[2], .access_key_secret = words[3]});
  const auto answer = client.list_users({});
  std::cout << answer.status_code << " " << (answer.data ? answer.data->totalCount : -1) << "\n";
}
