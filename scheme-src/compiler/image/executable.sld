;;; Executables: the kernel and an image in one static ELF file.
;;;
;;;   ELF header     the kernel's, but for the tables' places; e_flags holds the address of the image, where the kernel looks
;;;   kernel         the bytes of its segments, as they stand in its file
;;;   image          header, objects, code at their linked addresses; no relocations, because nothing can be in the way
;;;   symbols        procedures of Scheme by name, and the kernel's functions
;;;   names, program headers, section headers
;;;
;;; The system maps everything before the first instruction runs, so starting costs nothing. perf, gdb and objdump find the
;;; names of Scheme procedures in the symbol table, and their code in section .scheme.
;;;
;;; Does not: write files.
(define-library (compiler image executable)
  (export executable-bytes)
  (import (scheme base) (machine layout)
          (compiler image bytes) (compiler image checksum) (compiler image symbols))
  (begin
    ;; ELF64: byte offsets and sizes that are used here.
    (define elf-header-bytes 64)
    (define program-header-bytes 56)
    (define section-header-bytes 64)
    (define symbol-bytes 24)
    (define page-bytes (layout-number 'image 'page-bytes))

    (define load-type 1)
    (define stack-type #x6474e551)
    (define program-bits 1)
    (define global-function #x12)
    (define symbol-table-type 2)
    (define string-table-type 3)
    ;; Permissions of segments.
    (define executable-flag 1)
    (define writable-flag 2)
    (define readable-flag 4)

    (define section-names (string->utf8 "\x0;.text\x0;.objects\x0;.scheme\x0;.symtab\x0;.strtab\x0;.shstrtab\x0;"))
    ;; Offsets of the names there, and numbers of the sections, in this order.
    (define text-name 1)
    (define objects-name 7)
    (define scheme-name 16)
    (define symtab-name 24)
    (define strtab-name 32)
    (define shstrtab-name 40)
    (define text-section 1)
    (define scheme-section 3)
    (define section-count 7)

    ;; (executable-bytes kernel image digest) -> bytevector. kernel: the bytes of an ELF file; image: the bytes of an image; digest:
    ;; 32 bytes that the executable says about its image, or #f.
    (define (executable-bytes kernel image digest)
      (unless (and (>= (bytevector-length kernel) elf-header-bytes)
                   (= (get-u32 kernel 0) #x464c457f)
                   (= (get-u16 kernel 18) 62))
        (error "executable: the kernel is not an ELF file for x86-64"))
      (let* ((segments (kept-segments kernel))
             (text (text-segment kernel segments))
             (symbols (append (kernel-symbols kernel) (image-symbols image)))
             (kernel-end (segments-end kernel segments))
             (image-start (round-up kernel-end page-bytes))
             (code-offset (header-field image 'code-offset))
             (image-end (+ code-offset (header-field image 'code-bytes)))
             (symbols-start (round-up (+ image-start image-end) 8))
             (symbols-size (* symbol-bytes (+ 1 (length symbols))))
             (names-start (+ symbols-start symbols-size))
             (names-size (names-length symbols))
             (section-names-start (+ names-start names-size))
             (programs-start (round-up (+ section-names-start (bytevector-length section-names)) 8))
             (program-count (+ (length segments) 2))
             (sections-start (+ programs-start (* program-header-bytes program-count)))
             (total (+ sections-start (* section-header-bytes section-count)))
             (file (make-bytevector total 0))
             (base (header-field image 'base)))
        (bytevector-copy! file 0 kernel 0 kernel-end)
        (bytevector-copy! file image-start image 0 image-end)
        (if digest (put-digest! file image-start digest))
        (store-symbols! file symbols symbols-start names-start)
        (bytevector-copy! file section-names-start section-names)
        ;; the header
        (put-place! file 32 programs-start)
        (put-place! file 40 sections-start)
        (put-u32! file 48 base)
        (put-u16! file 54 program-header-bytes)
        (put-u16! file 56 program-count)
        (put-u16! file 58 section-header-bytes)
        (put-u16! file 60 section-count)
        (put-u16! file 62 (- section-count 1))
        ;; program headers
        (let loop ((segments segments) (place programs-start))
          (if (pair? segments)
              (begin
                (bytevector-copy! file place kernel (car segments) (+ (car segments) program-header-bytes))
                (loop (cdr segments) (+ place program-header-bytes)))
              (begin
                (store-segment! file place (+ readable-flag writable-flag) image-start base code-offset)
                (store-segment! file (+ place program-header-bytes) (+ readable-flag executable-flag)
                                (+ image-start code-offset) (+ base code-offset) (- image-end code-offset)))))
        ;; section headers, the first one empty
        (store-section! file (+ sections-start 64) text-name program-bits 6
                        (get-word kernel (+ text 16)) (get-word kernel (+ text 8)) (get-word kernel (+ text 32)) 0 0)
        (store-section! file (+ sections-start 128) objects-name program-bits 3 base image-start code-offset 0 0)
        (store-section! file (+ sections-start 192) scheme-name program-bits 6
                        (+ base code-offset) (+ image-start code-offset) (- image-end code-offset) 0 0)
        (store-section! file (+ sections-start 256) symtab-name symbol-table-type 0
                        0 symbols-start symbols-size 5 symbol-bytes)
        (store-section! file (+ sections-start 320) strtab-name string-table-type 0 0 names-start names-size 0 0)
        (store-section! file (+ sections-start 384) shstrtab-name string-table-type 0
                        0 section-names-start (bytevector-length section-names) 0 0)
        file))

    ;; Into the image's header, whose checksum changes with it.
    (define (put-digest! file image digest)
      (let ((checksum (+ image (layout-number 'image-header 'header-checksum))))
        (bytevector-copy! file (+ image (layout-number 'image-header 'digest)) digest)
        (put-place! file checksum 0)
        (put-checksum! file image (+ image page-bytes) checksum)))

    ;; A word where something stood before.
    (define (put-place! file place number)
      (put-u32! file place number)
      (put-u32! file (+ place 4) 0))

    (define (header-field image name) (get-word image (layout-number 'image-header name)))

    ;;; The kernel's file.

    ;; Offsets of the program headers that stay: what is loaded, and the permission of the stack; not an image that is in it already.
    (define (kept-segments kernel)
      (let ((start (get-word kernel 32))
            (count (get-u16 kernel 56))
            (image (kernel-image-address kernel)))
        (let loop ((index (- count 1)) (kept '()))
          (if (< index 0)
              kept
              (let* ((place (+ start (* index program-header-bytes)))
                     (type (get-u32 kernel place)))
                (loop (- index 1)
                      (if (or (and (= type load-type) (< (get-word kernel (+ place 16)) image)) (= type stack-type))
                          (cons place kept)
                          kept)))))))

    ;; The program header of the kernel's instructions.
    (define (text-segment kernel segments)
      (cond ((null? segments) (error "executable: the kernel has no instructions"))
            ((odd? (get-u32 kernel (+ (car segments) 4))) (car segments))
            (else (text-segment kernel (cdr segments)))))

    ;; The end of what the segments hold in the file.
    (define (segments-end kernel segments)
      (let loop ((segments segments) (end 0))
        (if (null? segments)
            end
            (loop (cdr segments)
                  (max end (+ (get-word kernel (+ (car segments) 8)) (get-word kernel (+ (car segments) 32))))))))

    ;;; Tables.

    ;; The symbols' entries from `place` on, the first one empty, and their names from `names` on, the first byte zero.
    (define (store-symbols! file symbols place names)
      (let loop ((symbols symbols) (place (+ place symbol-bytes)) (name 1))
        (when (pair? symbols)
          (let* ((symbol (car symbols))
                 (bytes (elf-symbol-name symbol)))
            (put-u32! file place name)
            (bytevector-u8-set! file (+ place 4) global-function)
            (put-u16! file (+ place 6) (if (elf-symbol-of-scheme? symbol) scheme-section text-section))
            (put-word! file (+ place 8) (elf-symbol-address symbol))
            (put-word! file (+ place 16) (elf-symbol-size symbol))
            (bytevector-copy! file (+ names name) bytes)
            (loop (cdr symbols) (+ place symbol-bytes) (+ name (bytevector-length bytes) 1))))))

    (define (names-length symbols)
      (let loop ((symbols symbols) (length 1))
        (if (null? symbols)
            length
            (loop (cdr symbols) (+ length (bytevector-length (elf-symbol-name (car symbols))) 1)))))

    (define (store-segment! file place flags offset address size)
      (put-u32! file place load-type)
      (put-u32! file (+ place 4) flags)
      (put-word! file (+ place 8) offset)
      (put-word! file (+ place 16) address)
      (put-word! file (+ place 24) address)
      (put-word! file (+ place 32) size)
      (put-word! file (+ place 40) size)
      (put-word! file (+ place 48) page-bytes))

    (define (store-section! file place name type flags address offset size link entry-size)
      (put-u32! file place name)
      (put-u32! file (+ place 4) type)
      (put-word! file (+ place 8) flags)
      (put-word! file (+ place 16) address)
      (put-word! file (+ place 24) offset)
      (put-word! file (+ place 32) size)
      (put-u32! file (+ place 40) link)
      (put-u32! file (+ place 44) (if (= type symbol-table-type) 1 0))
      (put-word! file (+ place 48) 1)
      (put-word! file (+ place 56) entry-size))))
