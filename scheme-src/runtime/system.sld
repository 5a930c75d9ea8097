;;; System: the system calls, one procedure each, and what their errors are called.
;;;
;;; Results are fixnums; a negative one is an error number with its sign changed. Text goes in and out as UTF-8 bytes with a
;;; zero at the end. Calls that a signal interrupts are made again, after the poll of the loop has seen the signal.
(define-library (runtime system)
  (export system-call-number system-call long-system-call system-read system-write system-open-input system-open-output system-create system-close system-terminal? system-readable?
          system-exists? system-delete system-rename system-exit system-clock system-error-text
          %path-bytes load-c-string
          %plain-end %two-bytes? %two-bytes-code %three-bytes? %three-bytes-code %decode-utf8 %utf8-size %encode-utf8! utf8-range->string string->utf8 utf8->string)
  (import (primitives) (core-syntax) (runtime errors) (runtime strings))
  (include "../machine/system-calls.scm")
  (begin
    (define (system-call-number name)
      (let loop ((rows system-call-table))
        (if (eq? (%car (%car rows)) name) (cadr (%car rows)) (loop (%cdr rows)))))

    (define (system-call name a b c) (long-system-call name a b c 0))

    (define (long-system-call name a b c d)
      (let loop ()
        (let ((result (%system-call (system-call-number name) a b c d 0 0)))
          (if (%fx= result -4) (loop) result))))

    (define (system-read file bytes count) (system-call 'read file bytes count))
    (define (system-write file bytes count) (system-call 'write file bytes count))
    (define (system-close file) (%system-call (system-call-number 'close) file 0 0 0 0 0))

    ;; Flags: close-on-exec; for output also write-only, create, truncate (or append).
    (define (system-open-input path) (system-call 'open (%path-bytes path) #x80000 0))
    (define (system-open-output path append?)
      (system-call 'open (%path-bytes path) (if append? #x80441 #x80241) #o666))

    ;; A new file with these permissions, as far as the user's mask grants them.
    (define (system-create path mode) (system-call 'open (%path-bytes path) #x80241 mode))

    ;; Does the request for terminal attributes work?
    (define (system-terminal? file) (%fx= (system-call 'ioctl file #x5401 (%make-bytevector 64)) 0))

    ;; Can be read without waiting? struct pollfd: i32 file, i16 wanted events, i16 events.
    (define (system-readable? file)
      (let ((request (%make-bytevector 8)))
        (%bytevector-u32-set! request 0 file)
        (%bytevector-u8-set! request 4 1)
        (%fx> (system-call 'poll request 1 0) 0)))

    (define (system-exists? path) (%fx= (system-call 'access (%path-bytes path) 0 0) 0))
    (define (system-delete path) (system-call 'unlink (%path-bytes path) 0 0))
    (define (system-rename path other) (system-call 'rename (%path-bytes path) (%path-bytes other) 0))
    (define (system-exit code) (%system-call (system-call-number 'exit-group) code 0 0 0 0 0))

    ;; -> seconds and nanoseconds. Clock 0: since 1970; 1: since some start, never going back.
    (define (system-clock clock)
      (let ((time (%make-bytevector 16)))
        (%system-call (system-call-number 'clock-gettime) clock time 0 0 0 0)
        (values (%fxior (%bytevector-u32-ref time 0) (%fxsll (%bytevector-u32-ref time 4) 32))
                (%bytevector-u32-ref time 8))))

    ;; The text of a (negative) error number, or #f.
    (define (system-error-text result)
      (let loop ((rows system-error-table))
        (cond ((null? rows) #f)
              ((%fx= (%car (%car rows)) (%fx- 0 result)) (cadr (%car rows)))
              (else (loop (%cdr rows))))))

    ;;; Bytes and text

    ;; With a zero byte at the end.
    (define (%path-bytes string) (encode string 0 (string-length string) 1))

    ;; The zero-terminated UTF-8 text at a memory address.
    (define (load-c-string address)
      (let count ((length 0))
        (if (%fx= (%load-u8 (%fx+ address length)) 0)
            (let ((bytes (%make-bytevector length)))
              (let copy ((index 0))
                (if (%fx< index length)
                    (begin
                      (%bytevector-u8-set! bytes index (%load-u8 (%fx+ address index)))
                      (copy (%fx+ index 1)))
                    (utf8-range->string bytes 0 length))))
            (count (%fx+ length 1)))))

    ;; `extra` zero bytes follow.
    (define (encode string start end extra)
      (let ((unit (%string-unit string))
            (buffer (%string-buffer string)))
        (cond ((%fx= unit 2) (encode-middle buffer start end extra))
              ((and (%fx= unit 1) (%fx= (%plain-end buffer start end) end))
               (let ((result (%make-bytevector (%fx+ (%fx- end start) extra))))
                 (%copy-bytes! result 0 buffer start (%fx- end start))
                 result))
              (else (encode-any string start end extra)))))

    (define (encode-any string start end extra)
      (let size ((index start) (bytes 0))
        (if (%fx< index end)
            (size (%fx+ index 1) (%fx+ bytes (code-bytes (%string-unit-ref string index))))
            (let ((result (%make-bytevector (%fx+ bytes extra))))
              (let fill ((index start) (at 0))
                (if (%fx< index end)
                    (fill (%fx+ index 1) (%encode-utf8! result at (%string-unit-ref string index)))
                    result))))))

    ;; The same of units of two bytes.
    (define (encode-middle buffer start end extra)
      (let size ((index start) (bytes 0))
        (if (%fx< index end)
            (let ((code (middle-unit buffer index)))
              (size (%fx+ index 1)
                    (%fx+ bytes (if (%fx< code #x80) 1 (if (%fx< code #x800) 2 3)))))
            (let ((result (%make-bytevector (%fx+ bytes extra))))
              (let fill ((index start) (at 0))
                (if (%fx< index end)
                    (let ((code (middle-unit buffer index)))
                      (cond ((%fx< code #x80)
                             (%bytevector-u8-set! result at code)
                             (fill (%fx+ index 1) (%fx+ at 1)))
                            ((%fx< code #x800)
                             (%bytevector-u8-set! result at (%fxior #xc0 (%fxsrl code 6)))
                             (%bytevector-u8-set! result (%fx+ at 1) (%fxior #x80 (%fxand code #x3f)))
                             (fill (%fx+ index 1) (%fx+ at 2)))
                            (else (fill (%fx+ index 1) (%encode-utf8! result at code)))))
                    result))))))

    ;; Units of two bytes in a string's buffer, the low byte first.
    (define (middle-unit buffer index)
      (let ((at (%fx* 2 index)))
        (%fxior (%bytevector-u8-ref buffer at) (%fxsll (%bytevector-u8-ref buffer (%fx+ at 1)) 8))))
    (define (set-middle-unit! buffer at code)    ; at: an index of bytes
      (%bytevector-u8-set! buffer at (%fxand code 255))
      (%bytevector-u8-set! buffer (%fx+ at 1) (%fxsrl code 8)))

    ;; The index of the first byte of bytes[start, end) that is not below 128, or end. bytes: a bytevector or a buffer of narrow
    ;; units. Sixteen or four bytes at a time.
    (define (%plain-end bytes start end)
      (let loop ((index start))
        (cond ((%fx= index end) end)
              ((and (%fx<= (%fx+ index 16) end)
                    (%fx= (%fxand (%fxior (%fxior (%bytevector-u32-ref bytes index)
                                                  (%bytevector-u32-ref bytes (%fx+ index 4)))
                                          (%fxior (%bytevector-u32-ref bytes (%fx+ index 8))
                                                  (%bytevector-u32-ref bytes (%fx+ index 12))))
                                  #x80808080)
                          0))
               (loop (%fx+ index 16)))
              ((and (%fx<= (%fx+ index 4) end)
                    (%fx= (%fxand (%bytevector-u32-ref bytes index) #x80808080) 0))
               (loop (%fx+ index 4)))
              ((%fx< (%bytevector-u8-ref bytes index) #x80) (loop (%fx+ index 1)))
              (else index))))

    (define (code-bytes code)
      (cond ((%fx< code #x80) 1)
            ((%fx< code #x800) 2)
            ((%fx< code #x10000) 3)
            (else 4)))

    ;; -> the index after the code.
    (define (%encode-utf8! bytes at code)
      (cond ((%fx< code #x80)
             (%bytevector-u8-set! bytes at code)
             (%fx+ at 1))
            ((%fx< code #x800)
             (%bytevector-u8-set! bytes at (%fxior #xc0 (%fxsrl code 6)))
             (%bytevector-u8-set! bytes (%fx+ at 1) (%fxior #x80 (%fxand code #x3f)))
             (%fx+ at 2))
            ((%fx< code #x10000)
             (%bytevector-u8-set! bytes at (%fxior #xe0 (%fxsrl code 12)))
             (%bytevector-u8-set! bytes (%fx+ at 1) (%fxior #x80 (%fxand (%fxsrl code 6) #x3f)))
             (%bytevector-u8-set! bytes (%fx+ at 2) (%fxior #x80 (%fxand code #x3f)))
             (%fx+ at 3))
            (else
             (%bytevector-u8-set! bytes at (%fxior #xf0 (%fxsrl code 18)))
             (put-tail! bytes (%fx+ at 1) code 3))))
    (define (put-tail! bytes at code left)
      (if (%fx= left 0)
          at
          (begin
            (%bytevector-u8-set! bytes at
                                 (%fxior #x80 (%fxand (%fxsrl code (%fx* 6 (%fx- left 1))) #x3f)))
            (put-tail! bytes (%fx+ at 1) code (%fx- left 1)))))

    (define (utf8-range->string bytes start end)
      (let ((plain (%plain-end bytes start end)))
        (if (%fx= plain end)
            (%plain-range->string bytes start end)
            (let measure ((index plain) (length (%fx- plain start)) (widest 0))
              (if (%fx< index end)
                  (let ((word (word-at bytes index end)))
                    (cond ((%fx= (%fxand word #x80808080) 0)
                           (measure (%fx+ index 4) (%fx+ length 4) widest))
                          ((%fx= (%fxand word #x80) 0)
                           (measure (%fx+ index 1) (%fx+ length 1) widest))
                          ((%two-bytes? word)
                           (measure (%fx+ index 2) (%fx+ length 1) (%fxior widest (%two-bytes-code word))))
                          (else
                           (let ((code+size (%decode-utf8 bytes index end)))
                             (measure (%fx+ index (%fxand code+size 7))
                                      (%fx+ length 1)
                                      (%fxior widest (%fxsrl code+size 3)))))))
                  (let* ((unit (unit-for widest))
                         (string (%make-string length unit)))
                    (if (%fx= unit 2)
                        (decode-middle! (%string-buffer string) bytes start end)
                        (decode-any! string bytes start end))
                    string))))))

    (define (decode-any! string bytes start end)
      (let fill ((index start) (at 0))
        (if (%fx< index end)
            (let ((code+size (%decode-utf8 bytes index end)))
              (%string-unit-set! string at (%fxsrl code+size 3))
              (fill (%fx+ index (%fxand code+size 7)) (%fx+ at 1))))))

    ;; To units of two bytes.
    ;; While four bytes are left, another unit follows each that is stored, so that two can be stored at once. at: an index of bytes.
    (define (decode-middle! buffer bytes start end)
      (let fill ((index start) (at 0))
        (if (%fx<= (%fx+ index 4) end)
            (let ((word (%bytevector-u32-ref bytes index)))
              (cond ((%fx= (%fxand word #x80808080) 0)
                     (%bytevector-u32-set! buffer at (two-units word))
                     (%bytevector-u32-set! buffer (%fx+ at 4) (two-units (%fxsrl word 16)))
                     (fill (%fx+ index 4) (%fx+ at 8)))
                    ((%fx= (%fxand word #x8080) 0)
                     (%bytevector-u32-set! buffer at (two-units word))
                     (fill (%fx+ index 2) (%fx+ at 4)))
                    ((%fx= (%fxand word #x80) 0)
                     (%bytevector-u32-set! buffer at (%fxand word #x7f))
                     (fill (%fx+ index 1) (%fx+ at 2)))
                    ((%two-bytes? word)
                     (%bytevector-u32-set! buffer at (%two-bytes-code word))
                     (fill (%fx+ index 2) (%fx+ at 2)))
                    ((%three-bytes? word)
                     (%bytevector-u32-set! buffer at (%three-bytes-code word))
                     (fill (%fx+ index 3) (%fx+ at 2)))
                    (else
                     (let ((code+size (%decode-utf8 bytes index end)))
                       (set-middle-unit! buffer at (%fxsrl code+size 3))
                       (fill (%fx+ index (%fxand code+size 7)) (%fx+ at 2))))))
            (if (%fx< index end)
                (let ((code+size (%decode-utf8 bytes index end)))
                  (set-middle-unit! buffer at (%fxsrl code+size 3))
                  (fill (%fx+ index (%fxand code+size 7)) (%fx+ at 2)))))))

    ;; The two lowest bytes of a word, which are below 128, as units of two bytes.
    (define (two-units word) (%fxior (%fxand word #x7f) (%fxsll (%fxand word #x7f00) 8)))

    ;; The four bytes at the index, the first one lowest; when there are fewer left, the bits above are no sequence's: all set.
    (define (word-at bytes index end)
      (if (%fx<= (%fx+ index 4) end)
          (%bytevector-u32-ref bytes index)
          (%fxior #xffffff00 (%bytevector-u8-ref bytes index))))

    ;;; Sequences of two and of three bytes that begin a word of four, the first one lowest. Tests that say no are no proof that
    ;;; the bytes are ill formed.

    (define (%two-bytes? word)
      (and (%fx= (%fxand word #xc0e0) #x80c0)
           (not (%fx= (%fxand word #x1e) 0))))
    (define (%two-bytes-code word)
      (%fxior (%fxsll (%fxand word #x1f) 6) (%fxand (%fxsrl word 8) #x3f)))

    ;; First bytes #xe0 and #xed are left out, as some codes after them are not allowed; #xee and #xef with them, for one comparison.
    (define (%three-bytes? word)
      (and (%fx= (%fxand word #xc0c0f0) #x8080e0)
           (%fx< (%fxand (%fx- word 1) #x0f) 12)))
    (define (%three-bytes-code word)
      (%fxior (%fxsll (%fxand word #x0f) 12)
              (%fxior (%fxand (%fxsrl word 2) #xfc0) (%fxand (%fxsrl word 16) #x3f))))

    ;; The same when all bytes are known to be below 128.
    (define (%plain-range->string bytes start end)
      (let ((string (%make-string (%fx- end start) 1)))
        (%copy-bytes! (%string-buffer string) 0 bytes start (%fx- end start))
        string))

    ;; -> code point * 8 + bytes used. What is no beginning of a well-formed sequence becomes U+FFFD, one for each longest part that
    ;; could have become one (Unicode, 3.9, "U+FFFD substitution of maximal subparts").
    (define (%decode-utf8 bytes index end)
      (let ((first (%bytevector-u8-ref bytes index)))
        (cond ((%fx< first #x80) (%fxior (%fxsll first 3) 1))
              ((and (%fx>= first #xe1) (%fx< first #xed))
               (let* ((two (tail-bits bytes (%fx+ index 1) end))
                      (three (tail-bits bytes (%fx+ index 2) end)))
                 (if (%fx< (%fxior two three) #x40)
                     (%fxior (%fxsll (%fxior (%fxsll (%fxand first #x0f) 12) (%fxior (%fxsll two 6) three)) 3) 3)
                     (decode-carefully bytes index end))))
              ((and (%fx>= first #xc2) (%fx< first #xe0))
               (let ((two (tail-bits bytes (%fx+ index 1) end)))
                 (if (%fx< two #x40)
                     (%fxior (%fxsll (%fxior (%fxsll (%fxand first #x1f) 6) two) 3) 2)
                     (decode-carefully bytes index end))))
              (else (decode-carefully bytes index end)))))

    ;; The six bits of a later byte of a sequence; more when there is none.
    (define (tail-bits bytes index end)
      (if (%fx< index end) (%fxxor (%bytevector-u8-ref bytes index) #x80) #x40))

    ;; The same, slowly: not all sequences are well formed.
    (define (decode-carefully bytes index end)
      (let ((first (%bytevector-u8-ref bytes index)))
        ;; least and greatest bound the next byte: for the second byte they exclude long forms, surrogates and what is above U+10FFFF
        (define (sequence offset code least greatest)
          (if (%fx= offset (%utf8-size first))
              (%fxior (%fxsll code 3) offset)
              (let ((byte (if (%fx< (%fx+ index offset) end) (%bytevector-u8-ref bytes (%fx+ index offset)) 0)))
                (if (and (%fx>= byte least) (%fx<= byte greatest))
                    (sequence (%fx+ offset 1) (%fxior (%fxsll code 6) (%fxand byte #x3f)) #x80 #xbf)
                    (%fxior replacement offset)))))
        (cond ((%fx< first #x80) (%fxior (%fxsll first 3) 1))
              ((%fx< first #xc2) (%fxior replacement 1))
              ((%fx< first #xe0) (sequence 1 (%fxand first #x1f) #x80 #xbf))
              ((%fx< first #xf0) (sequence 1 (%fxand first #x0f) (if (%fx= first #xe0) #xa0 #x80) (if (%fx= first #xed) #x9f #xbf)))
              ((%fx< first #xf5) (sequence 1 (%fxand first #x07) (if (%fx= first #xf0) #x90 #x80) (if (%fx= first #xf4) #x8f #xbf)))
              (else (%fxior replacement 1)))))

    (define replacement #x7ffe8)        ; U+FFFD * 8

    ;; The number of bytes of a well-formed sequence with this first byte; 1 when there is none.
    (define (%utf8-size first)
      (cond ((%fx< first #xc2) 1)
            ((%fx< first #xe0) 2)
            ((%fx< first #xf0) 3)
            ((%fx< first #xf5) 4)
            (else 1)))

    (define string->utf8
      (case-lambda
        ((string) (string->utf8 string (%default) (%default)))
        ((string start) (string->utf8 string start (%default)))
        ((string start end)
         (if (not (string? string)) (wrong-type 'string->utf8 0 'string string))
         (let* ((end (check-end 'string->utf8 2 end (string-length string) string))
                (start (check-start 'string->utf8 1 start end string)))
           (encode string start end 0)))))

    (define utf8->string
      (case-lambda
        ((bytes) (utf8->string bytes (%default) (%default)))
        ((bytes start) (utf8->string bytes start (%default)))
        ((bytes start end)
         (if (not (bytevector? bytes)) (wrong-type 'utf8->string 0 'bytevector bytes))
         (let* ((end (check-end 'utf8->string 2 end (bytevector-length bytes) bytes))
                (start (check-start 'utf8->string 1 start end bytes)))
           (utf8-range->string bytes start end)))))))
