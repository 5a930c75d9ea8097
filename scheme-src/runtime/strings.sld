;;; Strings: sequences of code points over a buffer of 1-, 2- or 4-byte units.
;;;
;;; A string is made with the narrowest units that hold its characters; string-set! of a wider character gives it a wider
;;; buffer. Copies between strings of the same unit are copies of bytes. Ranges (string start end) are checked once, then the
;;; loops use primitives that check nothing.
(define-library (runtime strings)
  (export make-string string string-copy substring string-append string-fill! string-copy! string-set-wide!
          string=? string<? string>? string<=? string>=?
          string->list list->string string->vector vector->string string-map string-for-each
          string-concatenate string-index
          check-end check-start unit-for %make-filled-string %fill-sixteens! %string-compare %range-unit %units->string unit-count)
  (import (primitives) (core-syntax) (runtime errors) (runtime equality) (runtime lists))
  (begin
    ;; Bytes a unit needs for a code point.
    (define (unit-for code)
      (cond ((%fx< code #x100) 1)
            ((%fx< code #x10000) 2)
            (else 4)))

    ;;; Ranges: -> the checked index. Absent arguments are passed as (%default).

    (define (check-end who index end length)
      (cond ((%default? end) length)
            ((not (fixnum? end)) (wrong-type who index 'word-index end))
            ((and (%fx>= end 0) (%fx<= end length)) end)
            (else (wrong-bound who index end 0 length))))

    (define (check-start who index start end)
      (cond ((%default? start) 0)
            ((not (fixnum? start)) (wrong-type who index 'word-index start))
            ((and (%fx>= start 0) (%fx<= start end)) start)
            (else (wrong-bound who index start 0 end))))

    (define (check-string who index object)
      (if (not (string? object)) (wrong-type who index 'string object)))

    ;;; Making

    (define make-string
      (case-lambda
        ((length) (make-string length #\space))
        ((length char)
         (if (not (and (fixnum? length) (%fx>= length 0))) (wrong-type 'make-string 0 'word-index length))
         (if (not (char? char)) (wrong-type 'make-string 1 'char char))
         (%make-filled-string length (char->integer char)))))

    (define (%make-filled-string length code)
      (let ((string (%make-string length (unit-for code))))
        (fill-units! string 0 length code)
        string))

    ;; The code fits the units.
    (define (fill-units! string start end code)
      (let* ((unit (%string-unit string))
             (four (cond ((%fx= unit 1) (%fx* code #x1010101)) ((%fx= unit 2) (%fx* code #x10001)) (else code)))
             (at (%fill-sixteens! (%string-buffer string) (%fx* start unit) (%fx* end unit) four)))
        (let loop ((index (%fxquotient at unit)))
          (if (%fx< index end)
              (begin
                (%string-unit-set! string index code)
                (loop (%fx+ index 1)))))))

    ;; Put four bytes after one another into the bytes [at, end) of a buffer or bytevector, sixteen bytes at a time -> the first byte that
    ;; was left
    (define (%fill-sixteens! bytes at end four)
      (let ((next (%fx+ at 16)))
        (if (%fx<= next end)
            (begin
              (%bytevector-u32-set! bytes at four)
              (%bytevector-u32-set! bytes (%fx+ at 4) four)
              (%bytevector-u32-set! bytes (%fx+ at 8) four)
              (%bytevector-u32-set! bytes (%fx+ at 12) four)
              (%fill-sixteens! bytes next end four))
            at)))

    (define (string . chars) (list->string chars))

    (define (list->string chars)
      (let loop ((rest chars) (length 0) (widest 0))
        (cond ((pair? rest)
               (let ((char (%car rest)))
                 (if (not (char? char)) (wrong-type 'list->string 0 'char char))
                 (loop (%cdr rest) (%fx+ length 1) (%fxior widest (char->integer char)))))
              ((null? rest)
               (let ((string (%make-string length (unit-for widest))))
                 (let fill ((rest chars) (index 0))
                   (if (%fx< index length)
                       (begin
                         (%string-unit-set! string index (char->integer (%car rest)))
                         (fill (%cdr rest) (%fx+ index 1)))
                       string))))
              (else (wrong-type 'list->string 0 'list chars)))))

    ;; The units that the characters of a range need.
    (define (%range-unit string start end)
      (let ((unit (%string-unit string)))
        (units-needed (%string-buffer string) (%fx* start unit) (%fx* end unit) unit)))

    ;; The same of a buffer of units. start, end: indexes of bytes. Four bytes at a time; bits of all are gathered, so that the last are looked at
    ;; one by one.
    (define (units-needed buffer start end unit)
      (if (%fx= unit 1)
          1
          (let loop ((index start) (bits 0))
            (cond ((%fx<= (%fx+ index 4) end)
                   (loop (%fx+ index 4) (%fxior bits (%bytevector-u32-ref buffer index))))
                  ((%fx= unit 4) (unit-for bits))
                  (else
                   (let ((bits (%fxior bits (%fxior (%fxsrl bits 16)
                                                    (if (%fx< index end)
                                                        (%fxior (%bytevector-u8-ref buffer index)
                                                                (%fxsll (%bytevector-u8-ref buffer (%fx+ index 1)) 8))
                                                        0)))))
                     (if (%fx= (%fxand bits #xff00) 0) 1 2)))))))

    ;; (%units->string buffer start end unit) -> a string of what is in a buffer of units between two indexes of bytes, in the narrowest
    ;; units.
    (define (%units->string buffer start end unit)
      (let ((needed (units-needed buffer start end unit)))
        (if (%fx= needed unit)
            (let ((string (%make-string (unit-count (%fx- end start) unit) unit)))
              (%copy-bytes! (%string-buffer string) 0 buffer start (%fx- end start))
              string)
            (narrowed-units buffer start end unit needed))))

    (define (narrowed-units buffer start end unit needed)
      (let ((string (%make-string (unit-count (%fx- end start) unit) needed)))
        (cond ((and (%fx= unit 2) (%fx= needed 1))
               (narrow-bytes! (%string-buffer string) buffer start end))
              (else
               (let loop ((from start) (to 0))
                 (if (%fx< from end)
                     (begin
                       (%string-unit-set! string to
                                          (if (%fx= unit 4)
                                              (%bytevector-u32-ref buffer from)
                                              (%fxior (%bytevector-u8-ref buffer from)
                                                      (%fxsll (%bytevector-u8-ref buffer (%fx+ from 1)) 8))))
                       (loop (%fx+ from unit) (%fx+ to 1)))))))
        string))

    ;; Every other byte.
    (define (narrow-bytes! target buffer start end)
      (let loop ((from start) (to 0))
        (if (%fx< from end)
            (begin
              (%bytevector-u8-set! target to (%bytevector-u8-ref buffer from))
              (loop (%fx+ from 2) (%fx+ to 1))))))

    ;; How many units are so many bytes?
    (define (unit-count bytes unit)
      (cond ((%fx= unit 1) bytes)
            ((%fx= unit 2) (%fxsrl bytes 1))
            (else (%fxsrl bytes 2))))

    ;; Copy string[start, end) to `target` at `at`; the units of the target are wide enough. Overlap allowed within a string.
    (define (%copy-units! target at string start end)
      (let ((unit (%string-unit string)))
        (if (%fx= unit (%string-unit target))
            (%copy-bytes! (%string-buffer target) (%fx* at unit)
                          (%string-buffer string) (%fx* start unit) (%fx* (%fx- end start) unit))
            (let loop ((index start) (at at))
              (if (%fx< index end)
                  (begin
                    (%string-unit-set! target at (%string-unit-ref string index))
                    (loop (%fx+ index 1) (%fx+ at 1))))))))

    (define (%substring string start end)
      (let ((unit (%string-unit string)))
        (%units->string (%string-buffer string) (%fx* start unit) (%fx* end unit) unit)))

    (define string-copy
      (case-lambda
        ((string) (string-copy string (%default) (%default)))
        ((string start) (string-copy string start (%default)))
        ((string start end)
         (check-string 'string-copy 0 string)
         (let* ((end (check-end 'string-copy 2 end (string-length string)))
                (start (check-start 'string-copy 1 start end)))
           (%substring string start end)))))

    (define (substring string start end)
      (check-string 'substring 0 string)
      (let* ((end (check-end 'substring 2 end (string-length string)))
             (start (check-start 'substring 1 start end)))
        (%substring string start end)))

    (define string-append
      (case-lambda
        ((one other)
         (check-string 'string-append 0 one)
         (check-string 'string-append 1 other)
         (let* ((first (string-length one))
                (second (string-length other))
                (unit-one (%string-unit one))
                (unit-other (%string-unit other))
                (result (%make-string (%fx+ first second) (if (%fx< unit-one unit-other) unit-other unit-one))))
           (%copy-units! result 0 one 0 first)
           (%copy-units! result first other 0 second)
           result))
        (strings (string-concatenate strings))))

    ;; Append a list of strings.
    (define (string-concatenate strings)
      (let loop ((rest strings) (length 0) (unit 1))
        (if (pair? rest)
            (let ((string (%car rest)))
              (if (not (string? string)) (wrong-type 'string-append 0 'string string))
              (let ((string-unit (%string-unit string)))
                (loop (%cdr rest) (%fx+ length (string-length string)) (if (%fx< unit string-unit) string-unit unit))))
            (let ((result (%make-string length unit)))
              (let fill ((rest strings) (at 0))
                (if (pair? rest)
                    (let* ((string (%car rest))
                           (length (string-length string)))
                      (%copy-units! result at string 0 length)
                      (fill (%cdr rest) (%fx+ at length)))
                    result))))))

    ;;; Changing

    ;; The hook of string-set!: the index is right, the character does not fit the unit.
    (define (string-set-wide! string index char)
      (widen-string! string (unit-for (char->integer char)))
      (%string-unit-set! string index (char->integer char)))

    (define (widen-string! string unit)
      (if (%fx< (%string-unit string) unit)
          (let* ((length (string-length string))
                 (wide (%make-string length unit)))
            (%copy-units! wide 0 string 0 length)
            (%string-buffer-set! string (%string-buffer wide)))))

    (define string-fill!
      (case-lambda
        ((string char) (string-fill! string char (%default) (%default)))
        ((string char start) (string-fill! string char start (%default)))
        ((string char start end)
         (check-string 'string-fill! 0 string)
         (if (not (char? char)) (wrong-type 'string-fill! 1 'char char))
         (let* ((end (check-end 'string-fill! 3 end (string-length string)))
                (start (check-start 'string-fill! 2 start end))
                (code (char->integer char)))
           (widen-string! string (unit-for code))
           (fill-units! string start end code)))))

    (define string-copy!
      (case-lambda
        ((target at string) (string-copy! target at string (%default) (%default)))
        ((target at string start) (string-copy! target at string start (%default)))
        ((target at string start end)
         (check-string 'string-copy! 0 target)
         (check-string 'string-copy! 2 string)
         (let* ((end (check-end 'string-copy! 4 end (string-length string)))
                (start (check-start 'string-copy! 3 start end))
                (at (check-end 'string-copy! 1 at (string-length target))))
           (if (%fx> (%fx- end start) (%fx- (string-length target) at)) (wrong-range 'string-copy! 1 at))
           (if (%fx< (%string-unit target) (%string-unit string))
               (widen-string! target (%range-unit string start end)))
           (%copy-units! target at string start end)))))

    ;;; Comparing

    ;; -> negative, zero or positive.
    (define (%string-compare one other)
      (let* ((length-one (string-length one))
             (length-other (string-length other))
             (shorter (if (%fx< length-one length-other) length-one length-other)))
        (if (and (%fx= (%string-unit one) 1) (%fx= (%string-unit other) 1))
            (let* ((bytes (%string-buffer one))
                   (other-bytes (%string-buffer other))
                   (first (if (%fx= shorter 0) 0 (%fx- (%bytevector-u8-ref bytes 0) (%bytevector-u8-ref other-bytes 0)))))
              (if (%fx= first 0)
                  (let ((index (%first-different-byte bytes other-bytes shorter)))
                    (if (%fx< index shorter)
                        (%fx- (%bytevector-u8-ref bytes index) (%bytevector-u8-ref other-bytes index))
                        (%fx- length-one length-other)))
                  first))
            (let ((index (%first-difference one other shorter)))
              (if (%fx< index shorter)
                  (%fx- (%string-unit-ref one index) (%string-unit-ref other index))
                  (%fx- length-one length-other))))))

    (define (%string<? one other) (%fx< (%string-compare one other) 0))
    (define (%string>? one other) (%fx> (%string-compare one other) 0))
    (define (%string<=? one other) (%fx<= (%string-compare one other) 0))
    (define (%string>=? one other) (%fx>= (%string-compare one other) 0))

    ;; Neighbours all in relation; every argument is checked.
    (define (compare-chain who related? first rest)
      (check-string who 0 first)
      (let loop ((previous first) (rest rest) (answer #t))
        (if (pair? rest)
            (let ((next (%car rest)))
              (check-string who 1 next)
              (loop next (%cdr rest) (and answer (related? previous next))))
            answer)))

    (define string=?
      (case-lambda
        ((one other)
         (check-string 'string=? 0 one)
         (check-string 'string=? 1 other)
         (%same-string? one other))
        ((first . rest) (compare-chain 'string=? %same-string? first rest))))
    (define string<?
      (case-lambda
        ((one other)
         (check-string 'string<? 0 one)
         (check-string 'string<? 1 other)
         (%string<? one other))
        ((first . rest) (compare-chain 'string<? %string<? first rest))))
    (define string>?
      (case-lambda
        ((one other)
         (check-string 'string>? 0 one)
         (check-string 'string>? 1 other)
         (%string>? one other))
        ((first . rest) (compare-chain 'string>? %string>? first rest))))
    (define string<=?
      (case-lambda
        ((one other)
         (check-string 'string<=? 0 one)
         (check-string 'string<=? 1 other)
         (%string<=? one other))
        ((first . rest) (compare-chain 'string<=? %string<=? first rest))))
    (define string>=?
      (case-lambda
        ((one other)
         (check-string 'string>=? 0 one)
         (check-string 'string>=? 1 other)
         (%string>=? one other))
        ((first . rest) (compare-chain 'string>=? %string>=? first rest))))

    ;; The index of a code point from `start`, or #f.
    (define (string-index string code start)
      (let ((length (string-length string)))
        (let loop ((index start))
          (cond ((%fx>= index length) #f)
                ((%fx= (%string-unit-ref string index) code) index)
                (else (loop (%fx+ index 1)))))))

    ;;; Conversions

    (define string->list
      (case-lambda
        ((string) (string->list string (%default) (%default)))
        ((string start) (string->list string start (%default)))
        ((string start end)
         (check-string 'string->list 0 string)
         (let* ((end (check-end 'string->list 2 end (string-length string)))
                (start (check-start 'string->list 1 start end)))
           (let loop ((index end) (chars '()))
             (if (%fx> index start)
                 (let ((index (%fx- index 1)))
                   (loop index (cons (%integer->char (%string-unit-ref string index)) chars)))
                 chars))))))

    (define string->vector
      (case-lambda
        ((string) (string->vector string (%default) (%default)))
        ((string start) (string->vector string start (%default)))
        ((string start end)
         (check-string 'string->vector 0 string)
         (let* ((end (check-end 'string->vector 2 end (string-length string)))
                (start (check-start 'string->vector 1 start end))
                (vector (%make-vector (%fx- end start) 0)))
           (let loop ((index start) (at 0))
             (if (%fx< index end)
                 (begin
                   (%vector-set! vector at (%integer->char (%string-unit-ref string index)))
                   (loop (%fx+ index 1) (%fx+ at 1)))
                 vector))))))

    (define vector->string
      (case-lambda
        ((vector) (vector->string vector (%default) (%default)))
        ((vector start) (vector->string vector start (%default)))
        ((vector start end)
         (if (not (vector? vector)) (wrong-type 'vector->string 0 'vector vector))
         (let* ((end (check-end 'vector->string 2 end (%vector-length vector)))
                (start (check-start 'vector->string 1 start end)))
           (let loop ((index start) (widest 0))
             (if (%fx< index end)
                 (let ((char (%vector-ref vector index)))
                   (if (not (char? char)) (wrong-type 'vector->string 0 'char char))
                   (loop (%fx+ index 1) (%fxior widest (char->integer char))))
                 (let ((string (%make-string (%fx- end start) (unit-for widest))))
                   (let fill ((index start) (at 0))
                     (if (%fx< index end)
                         (begin
                           (%string-unit-set! string at (char->integer (%vector-ref vector index)))
                           (fill (%fx+ index 1) (%fx+ at 1)))
                         string)))))))))

    ;; The characters are gathered in a draft, and the result is a copy of what it holds at the end. Who comes back into the procedure
    ;; (R7RS, 6.10) finds that the draft has gone on since, and goes on with a draft of its own: what was made already does not change.
    (define string-map
      (case-lambda
        ((procedure string)
         (check-string 'string-map 1 string)
         (let loop ((index 0) (draft (make-draft (string-length string))))
           (if (%fx< index (string-length string))
               (let ((char (procedure (%integer->char (%string-unit-ref string index)))))
                 (loop (%fx+ index 1) (draft-with draft index char)))
               (draft->string draft index))))
        ((procedure string other)
         (check-string 'string-map 1 string)
         (check-string 'string-map 2 other)
         (let* ((one-length (string-length string))
                (other-length (string-length other))
                (length (if (%fx< one-length other-length) one-length other-length)))
           (let loop ((index 0) (draft (make-draft length)))
             (if (%fx< index length)
                 (let ((char (procedure (%integer->char (%string-unit-ref string index))
                                        (%integer->char (%string-unit-ref other index)))))
                   (loop (%fx+ index 1) (draft-with draft index char)))
                 (draft->string draft length)))))
        ((procedure string . strings)
         (list->string (apply map procedure (map string->list (cons string strings)))))))

    ;; A draft: a vector of a string and of the number of its characters that are there.
    (define (make-draft length)
      (let ((draft (%make-vector 2 0)))
        (%vector-set! draft 0 (%make-string length 1))
        draft))

    ;; -> a draft with that character next, at the index; usually this one, changed.
    (define (draft-with draft index char)
      (if (%likely (and (char? char)
                        (%fx= (%vector-ref draft 1) index)
                        (%fx= (%string-unit (%vector-ref draft 0)) 1)
                        (%fx< (char->integer char) #x100)))
          (begin
            (%bytevector-u8-set! (%string-buffer (%vector-ref draft 0)) index (char->integer char))
            (%vector-set-fixnum! draft 1 (%fx+ index 1))
            draft)
          (any-draft-with draft index char)))

    (define (any-draft-with draft index char)
      (if (not (char? char)) (wrong-type 'string-map 0 'char char))
      (if (%fx= (%vector-ref draft 1) index)
          (begin
            (widen-string! (%vector-ref draft 0) (unit-for (char->integer char)))
            (%string-unit-set! (%vector-ref draft 0) index (char->integer char))
            (%vector-set-fixnum! draft 1 (%fx+ index 1))
            draft)
          (any-draft-with (draft-until draft index) index char)))

    ;; A draft of its own with the characters before the index.
    (define (draft-until draft index)
      (let* ((string (%vector-ref draft 0))
             (own (make-draft (string-length string))))
        (widen-string! (%vector-ref own 0) (%string-unit string))
        (%copy-units! (%vector-ref own 0) 0 string 0 index)
        (%vector-set-fixnum! own 1 index)
        own))

    (define (draft->string draft length) (%substring (%vector-ref draft 0) 0 length))

    (define string-for-each
      (case-lambda
        ((procedure string)
         (check-string 'string-for-each 1 string)
         (let loop ((index 0))
           (if (%fx< index (string-length string))
               (begin
                 (procedure (%integer->char (%string-unit-ref string index)))
                 (loop (%fx+ index 1))))))
        ((procedure string . strings)
         (apply for-each procedure (map string->list (cons string strings))))))))
