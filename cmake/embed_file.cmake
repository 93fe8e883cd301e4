# embed_files(TARGET file...): makes the files' paths, relative to the project, known to #embed in TARGET and
# rebuilds it when one of them changes.
function(embed_files target)
    foreach(file ${ARGN})
        list(APPEND absolute ${PROJECT_SOURCE_DIR}/${file})
    endforeach()
    get_target_property(sources ${target} SOURCES)
    set_property(SOURCE ${sources} TARGET_DIRECTORY ${target} APPEND PROPERTY OBJECT_DEPENDS "${absolute}")
    target_compile_options(${target} PRIVATE --embed-dir=${PROJECT_SOURCE_DIR} -Wno-c23-extensions)
endfunction()
