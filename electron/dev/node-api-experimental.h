// What the stand-in's Node has of Node-API beyond its numbered versions, and the npm package node-api-headers leaves
// out: an experimental addon has to put off whatever a finalizer does to the garbage collector's state.

#pragma once
#include <js_native_api.h>
#define NODE_API_EXPERIMENTAL_HAS_POST_FINALIZER

EXTERN_C_START
NAPI_EXTERN napi_status NAPI_CDECL node_api_post_finalizer(node_api_basic_env env,
                                                           napi_finalize finalize,
                                                           void* data,
                                                           void* hint);
EXTERN_C_END
