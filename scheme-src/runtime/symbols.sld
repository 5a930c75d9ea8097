;;; Symbols: names made unique by the symbol table, a vector of lists in the register file.
;;;
;;; The hash is that of (base string-hash), written here with primitives. The table grows when there are more symbols than
;;; buckets; who counts is the table itself: an insertion into a long bucket makes it grow.
(define-library (runtime symbols)
  (export string->symbol symbol->string symbol=? string-hash-code intern-range)
  (import (primitives) (core-syntax) (runtime registers) (runtime equality) (runtime errors) (runtime strings))
  (begin
    (define (string->symbol string)
      (if (not (string? string)) (wrong-type 'string->symbol 0 'string string))
      (intern string (string-hash-code string) #t))

    ;; The symbol's own name: not to be changed.
    (define (symbol->string symbol)
      (if (not (symbol? symbol)) (wrong-type 'symbol->string 0 'symbol symbol))
      (%symbol-name symbol))

    (define symbol=?
      (case-lambda
        ((one other)
         (if (not (symbol? one)) (wrong-type 'symbol=? 0 'symbol one))
         (if (not (symbol? other)) (wrong-type 'symbol=? 1 'symbol other))
         (eq? one other))
        ((first . rest)
         (if (not (symbol? first)) (wrong-type 'symbol=? 0 'symbol first))
         (let loop ((rest rest) (answer #t))
           (if (pair? rest)
               (begin
                 (if (not (symbol? (%car rest))) (wrong-type 'symbol=? 1 'symbol (%car rest)))
                 (loop (%cdr rest) (and answer (eq? first (%car rest)))))
               answer)))))

    (define (string-hash-code string) (range-hash-code string 0 (string-length string)))

    ;; The symbol of that name and hash. copy?: the name may change later, so the symbol gets a copy of its own.
    (define (intern name hash copy?)
      (let* ((table (symbol-table-register))
             (index (%fxand hash (%fx- (%vector-length table) 1)))
             (bucket (%vector-ref table index)))
        (let loop ((rest bucket) (depth 0))
          (if (pair? rest)
              (let ((symbol (%car rest)))
                (if (and (%fx= (%symbol-hash symbol) hash)
                         (%same-string? (%symbol-name symbol) name))
                    symbol
                    (loop (%cdr rest) (%fx+ depth 1))))
              (let ((symbol (%make-symbol (if copy? (string-copy name) name) hash)))
                (%vector-set! table index (cons symbol bucket))
                (if (%fx> depth 8) (grow-table! table))
                symbol)))))

    ;; The symbol whose name is a range of a string; a string is made only for a new one.
    (define (intern-range string start end)
      (let* ((hash (range-hash-code string start end))
             (table (symbol-table-register)))
        (let loop ((rest (%vector-ref table (%fxand hash (%fx- (%vector-length table) 1)))))
          (cond ((not (pair? rest)) (intern (substring string start end) hash #f))
                ((and (%fx= (%symbol-hash (%car rest)) hash)
                      (same-range? (%symbol-name (%car rest)) string start end))
                 (%car rest))
                (else (loop (%cdr rest)))))))

    (define (range-hash-code string start end)
      (let loop ((index start) (hash (%fx- end start)))
        (if (%fx= index end)
            hash
            (loop (%fx+ index 1)
                  (%fxand (%fx+ (%fx* 31 hash) (%string-unit-ref string index)) #xfffffff)))))

    (define (same-range? name string start end)
      (and (%fx= (string-length name) (%fx- end start))
           (if (and (%fx= (%string-unit string) 1) (%fx= (%string-unit name) 1))
               (same-bytes? (%string-buffer name) (%string-buffer string) 0 start end)
               (let loop ((index start) (at 0))
                 (or (%fx= index end)
                     (and (%fx= (%string-unit-ref string index) (%string-unit-ref name at))
                          (loop (%fx+ index 1) (%fx+ at 1))))))))

    ;; Four at a time.
    (define (same-bytes? one other at index end)
      (cond ((%fx<= (%fx+ index 4) end)
             (and (%fx= (%bytevector-u32-ref one at) (%bytevector-u32-ref other index))
                  (same-bytes? one other (%fx+ at 4) (%fx+ index 4) end)))
            ((%fx< index end)
             (and (%fx= (%bytevector-u8-ref one at) (%bytevector-u8-ref other index))
                  (same-bytes? one other (%fx+ at 1) (%fx+ index 1) end)))
            (else #t)))

    ;; Twice as many buckets. A symbol goes to its old index or to that plus the old length.
    (define (grow-table! table)
      (let* ((length (%vector-length table))
             (larger (%make-vector (%fx* 2 length) '()))
             (mask (%fx- (%fx* 2 length) 1)))
        (let each-bucket ((index 0))
          (if (%fx< index length)
              (let each-symbol ((rest (%vector-ref table index)))
                (if (pair? rest)
                    (let ((place (%fxand (%symbol-hash (%car rest)) mask)))
                      (%vector-set! larger place (cons (%car rest) (%vector-ref larger place)))
                      (each-symbol (%cdr rest)))
                    (each-bucket (%fx+ index 1))))))
        (%register-set! 66 larger)))))
