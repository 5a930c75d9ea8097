;;; Hash tables: maps by eq?, eqv?, equal? or string=?, iterated in the order of insertion.
;;;
;;;   entries   vector, four words an entry in the order of insertion: key, value, index of the next entry of the bucket or
;;;             -1, hash. A deleted entry has the key (%deleted) and goes at the next rebuilding.
;;;   buckets   vector of the index of the first entry or -1; its length is a power of two
;;;   settled   the count of all collections when the hashes were last known to be right, -1: they are not. Keys are hashed by
;;;             their address when nothing in them stays the same, and a collection may move them
;;;   moved     #f: there are no such keys; or the count of major collections at that time: later ones move all of them, so that
;;;             the table is built again; -1: so it is at once
;;;   young     entries from here on were made at the count `settled`: the next collection moves their keys, and no other
;;;
;;; The short way of finding, written out where programs wait for it (`find-quickly`), is that of fixnums, symbols, characters, and
;;; of all that is compared by identity in a table by eq? or eqv? whose hashes are right.
;;;
;;; The counts are read before an address is, so a collection in between is seen by the next operation.
(define-library (runtime hash-tables)
  (export make-eq-hash-table make-eqv-hash-table make-equal-hash-table make-string-hash-table hash-table?
          hash-table-ref hash-table-ref/default hash-table-set! hash-table-delete! hash-table-contains?
          hash-table-count hash-table-update! hash-table-update!/default hash-table-pop!
          hash-table-keys hash-table-values hash-table->alist hash-table-walk hash-table-clear! hash-table-copy
          equal-hash string-hash)
  (import (primitives) (core-syntax) (runtime errors) (runtime registers) (runtime equality) (runtime strings)
          (runtime symbols))
  (begin
    (define-record-type hash-table
      (make-table kind buckets entries count used moved settled young)
      hash-table?
      (kind table-kind)
      (buckets table-buckets)
      (entries table-entries)
      (count table-count)
      (used table-used)
      (moved table-moved)
      (settled table-settled)
      (young table-young))

    (define (kind-of table) (%record-ref table 0))
    (define (buckets-of table) (%record-ref table 1))
    (define (entries-of table) (%record-ref table 2))
    (define (count-of table) (%record-ref table 3))
    (define (used-of table) (%record-ref table 4))
    (define (moved-of table) (%record-ref table 5))
    (define (settled-of table) (%record-ref table 6))
    (define (young-of table) (%record-ref table 7))
    (define (set-buckets! table buckets) (%record-set! table 1 buckets))
    (define (set-entries! table entries) (%record-set! table 2 entries))
    (define (set-count! table count) (%record-set-fixnum! table 3 count))
    (define (set-used! table used) (%record-set-fixnum! table 4 used))
    (define (set-moved! table moved) (%record-set! table 5 moved))
    (define (set-settled! table count) (%record-set-fixnum! table 6 count))
    (define (set-young! table at) (%record-set-fixnum! table 7 at))

    (define first-size 4)

    (define (make-empty kind)
      (make-table kind (%make-vector first-size -1) (%make-vector (%fx* 4 first-size) #f) 0 0 #f (collection-count) 0))

    (define (make-eq-hash-table . size) (make-empty 'eq))
    (define (make-eqv-hash-table . size) (make-empty 'eqv))
    (define (make-equal-hash-table . size) (make-empty 'equal))
    (define (make-string-hash-table . size) (make-empty 'string))

    (define (check-table who object)
      (if (not (hash-table? object)) (wrong-type who 0 'hash-table object)))

    ;;; Hashing

    (define (mix hash) (%fxand (%fxxor hash (%fxsrl hash 17)) #xfffffff))

    ;; What is near stays near: tables of neighbouring numbers, or of objects made one after the other, are walked in order.
    (define (fixnum-hash number)
      (%fxand (%fxxor number (%fxxor (%fxsrl number 11) (%fxsrl number 22))) #xfffffff))

    (define (immediate-or-symbol? key)
      (or (fixnum? key) (symbol? key) (char? key) (null? key) (boolean? key) (eof-object? key)))

    ;; Is the key hashed by its address? It is compared by identity then. (Of constants that are, it does not matter.)
    (define (moving-key? kind key)
      (cond ((eq? kind 'eq) (not (or (fixnum? key) (symbol? key) (char? key))))
            ((eq? kind 'eqv) (not (or (fixnum? key) (symbol? key) (char? key) (number? key))))
            (else (not (or (string? key) (pair? key) (vector? key) (immediate-or-symbol? key) (number? key)
                           (bytevector? key) (eq? kind 'string))))))

    ;; Of a key that does not move.
    (define (hash-key kind key)
      (cond ((string? key) (text-hash key))
            ((eq? kind 'string) (wrong-type 'hash-table-set! 1 'string key))
            (else (inner-hash key 8))))

    (define (character-hash character) (fixnum-hash (char->integer character)))

    ;; The address is one in words; most objects have two or four of them.
    (define (address-hash key)
      (let ((address (%object-address key)))
        (%fxand (%fxxor (%fxxor address (%fxsrl address 1)) (%fxxor (%fxsrl address 2) (%fxsrl address 11))) #xfffffff)))

    ;; Four characters at a time; the last one to four count little by little, so that texts that are numbered are near each other.
    ;; Equal strings may have units of different widths.
    (define (text-hash string)
      (if (%fx= (%string-unit string) 1)
          (bytes-hash (%string-buffer string) (string-length string))
          (let ((length (string-length string)))
            (let loop ((index 0) (hash length))
              (let ((next (%fx+ index 4)))
                (if (%fx< next length)
                    (loop next
                          (stir hash
                                (%fx+ (%fx+ (%string-unit-ref string index)
                                            (%fx* #x100 (%string-unit-ref string (%fx+ index 1))))
                                      (%fx+ (%fx* #x10000 (%string-unit-ref string (%fx+ index 2)))
                                            (%fx* #x1000000 (%string-unit-ref string (%fx+ index 3)))))))
                    (let rest ((index index) (hash hash))
                      (if (%fx= index length)
                          (%fxand hash #xfffffff)
                          (rest (%fx+ index 1) (%fx+ (%fx* 31 hash) (%string-unit-ref string index)))))))))))

    (define (bytes-hash bytes length)
      (let loop ((index 0) (hash length))
        (let ((next (%fx+ index 4)))
          (if (%fx< next length)
              (loop next (stir hash (%bytevector-u32-ref bytes index)))
              (let rest ((index index) (hash hash))
                (if (%fx= index length)
                    (%fxand hash #xfffffff)
                    (rest (%fx+ index 1) (%fx+ (%fx* 31 hash) (%bytevector-u8-ref bytes index)))))))))

    ;; hash: 28 bits; word: 46 at most, of which 32 count
    (define (stir hash word)
      (let ((product (%fx* (%fxxor hash (%fxand word #xffffffff)) 96295573)))
        (%fxand (%fxxor product (%fxsrl product 29)) #xfffffff)))

    (define (number-hash number)
      (cond ((fixnum? number) (fixnum-hash number))
            ((flonum? number)
             (mix (%fx+ (%fx* (%flonum-high number) 40503) (%fx* (%flonum-low number) 2654435))))
            ((bignum? number)
             (let ((last (%fx- (%fx* 2 (%bignum-length number)) 2)))
               (mix (%fx+ (%fx* (%bignum-digit number 0) 40503)
                          (%fx+ last (%bignum-digit number last))))))
            (else
             (mix (%fx+ (number-hash (%record-ref number 0)) (%fx* 31 (number-hash (%record-ref number 1))))))))

    ;; The same for equal? objects: looks at `left` levels and elements, at addresses only at the top.
    (define (structure-hash key left)
      (cond ((or (pair? key) (vector? key) (string? key) (bytevector? key) (immediate-or-symbol? key) (number? key))
             (inner-hash key left))
            (else (address-hash key))))

    (define (inner-hash key left)
      (cond ((fixnum? key) (fixnum-hash key))
            ((symbol? key) (%symbol-hash key))
            ((string? key) (text-hash key))
            ((pair? key)
             (if (%fx= left 0)
                 11
                 (mix (%fx+ (%fx* 31 (inner-hash (%car key) (%fx- left 1)))
                            (%fx+ 7 (%fx* 17 (inner-hash (%cdr key) (%fx- left 1))))))))
            ((vector? key)
             (let ((length (%vector-length key)))
               (let loop ((index 0) (hash length))
                 (if (or (%fx= index length) (%fx>= index left))
                     hash
                     (loop (%fx+ index 1)
                           (mix (%fx+ (%fx* 31 hash) (inner-hash (%vector-ref key index) (%fx- left 1)))))))))
            ((bytevector? key) (bytes-hash key (bytevector-length key)))
            ((number? key) (number-hash key))
            ((char? key) (character-hash key))
            ((or (null? key) (boolean? key) (eof-object? key)) (mix (%fx* (%object-bits key) 40503)))
            (else 13)))

    (define (equal-hash object . bound) (structure-hash object 8))
    (define (string-hash string . bound)
      (if (not (string? string)) (wrong-type 'string-hash 0 'string string))
      (text-hash string))

    ;;; Finding

    ;; (find-quickly table key (entries at hash) found missing slow): `found` sees the entries and the index of the key in them,
    ;; `missing`, there is none, the hash; `slow`: the key is to be sought by `find-hashed`. The entry that came to its bucket
    ;; last is looked at before the loop, where nothing needs to be kept for later.
    (define-syntax find-quickly
      (syntax-rules ()
        ((_ table key (entries at hash) found missing slow)
         (let* ((before (collection-count))
                (search-slowly (lambda () slow))
                (give-up (lambda (hash) (if (%fx= before (collection-count)) missing (search-slowly))))
                (search
                 (lambda (hash)
                   (let* ((entries (entries-of table))
                          (buckets (buckets-of table))
                          (at (%vector-ref buckets (%fxand hash (%fx- (%vector-length buckets) 1)))))
                     (cond ((%fx< at 0) (give-up hash))
                           ((eq? (%vector-ref entries at) key) found)
                           (else
                            (let loop ((at (%vector-ref entries (%fx+ at 2))))
                              (cond ((%fx< at 0) (give-up hash))
                                    ((eq? (%vector-ref entries at) key) found)
                                    (else (loop (%vector-ref entries (%fx+ at 2))))))))))))
           (cond ((fixnum? key) (search (fixnum-hash key)))
                 ((symbol? key) (search (%symbol-hash key)))
                 ((char? key) (search (character-hash key)))
                 ((and (%fx= (settled-of table) before)
                       (or (eq? (kind-of table) 'eq) (and (eq? (kind-of table) 'eqv) (not (number? key)))))
                  (search (address-hash key)))
                 (else (search-slowly)))))))

    ;; -> index of the entry's key, or -1
    (define (find table key)
      (find-quickly table key (entries at hash) at -1 (find-hashed table key)))

    (define (find-hashed table key)
      (let ((kind (kind-of table)))
        (if (moving-key? kind key)
            (find-moving table key)
            (find-same table key kind (hash-key kind key)))))

    ;; A collection that came before, or that comes while the key is sought, is seen.
    (define (find-moving table key)
      (settle! table)
      (let* ((before (collection-count))
             (at (find-identical table key (address-hash key))))
        (if (and (%fx< at 0) (not (%fx= before (collection-count))))
            (find-moving table key)
            at)))

    (define (find-identical table key hash)
      (let ((buckets (buckets-of table))
            (entries (entries-of table)))
        (let loop ((at (%vector-ref buckets (%fxand hash (%fx- (%vector-length buckets) 1)))))
          (cond ((%fx< at 0) at)
                ((eq? (%vector-ref entries at) key) at)
                (else (loop (%vector-ref entries (%fx+ at 2))))))))

    ;; The hashes are right at the count of collections before the call.
    (define (settle! table)
      (let ((now (collection-count))
            (moved (moved-of table)))
        (cond ((%fx= (settled-of table) now) #f)
              ((not moved) (set-settled! table now))
              ((not (%fx= moved (major-collection-count))) (rebuild! table))
              (else (place-young! table now)))))

    ;; Keys that were young at the last look have moved; no other has.
    (define (place-young! table now)
      (let ((entries (entries-of table))
            (kind (kind-of table))
            (used (used-of table)))
        (let loop ((at (young-of table)))
          (if (%fx< at used)
              (let ((key (%vector-ref entries at)))
                (if (and (not (%deleted? key)) (moving-key? kind key))
                    (let ((hash (address-hash key)))
                      (if (not (%fx= hash (%vector-ref entries (%fx+ at 3))))
                          (begin
                            (leave-bucket! table at)
                            (%vector-set-fixnum! entries (%fx+ at 3) hash)
                            (enter-bucket! table at hash)))))
                (loop (%fx+ at 4)))))
        (set-young! table used)
        (set-settled! table now)))

    ;; The key does not move; what has its hash is compared.
    (define (find-same table key kind hash)
      (let ((buckets (buckets-of table))
            (entries (entries-of table)))
        (let loop ((at (%vector-ref buckets (%fxand hash (%fx- (%vector-length buckets) 1)))))
          (cond ((%fx< at 0) at)
                ((and (%fx= (%vector-ref entries (%fx+ at 3)) hash)
                      (let ((other (%vector-ref entries at)))
                        (cond ((eq? other key) #t)
                              ((string? key) (and (string? other) (%same-string? other key)))
                              ((eq? kind 'eqv) (eqv? other key))
                              (else (equal? other key)))))
                 at)
                (else (loop (%vector-ref entries (%fx+ at 2))))))))

    (define (value-at table at) (%vector-ref (entries-of table) (%fx+ at 1)))

    (define hash-table-ref
      (case-lambda
        ((table key) (hash-table-ref table key #f #f))
        ((table key failure) (hash-table-ref table key failure #f))
        ((table key failure success)
         (check-table 'hash-table-ref table)
         (let ((at (find table key)))
           (cond ((%fx>= at 0)
                  (if success (success (value-at table at)) (value-at table at)))
                 (failure (failure))
                 (else (simple-error 'error 'hash-table-ref "no such key" key)))))))

    (define (hash-table-ref/default table key default)
      (check-table 'hash-table-ref/default table)
      (find-quickly table key (entries at hash)
                    (%vector-ref entries (%fx+ at 1))
                    default
                    (let ((at (find-hashed table key)))
                      (if (%fx>= at 0) (value-at table at) default))))

    (define (hash-table-contains? table key)
      (check-table 'hash-table-contains? table)
      (%fx>= (find table key) 0))

    ;;; Changing

    (define (hash-table-set! table key value)
      (check-table 'hash-table-set! table)
      (find-quickly table key (entries at hash)
                    (%vector-set! entries (%fx+ at 1) value)
                    (if (and (%fx< (used-of table) (%vector-length (entries-of table)))
                             (or (fixnum? key) (symbol? key))
                             (not (eq? (kind-of table) 'string)))
                        (add-entry! table key hash value)
                        (insert! table key value))
                    (set-hashed! table key value)))

    (define (set-hashed! table key value)
      (let ((kind (kind-of table)))
        (if (moving-key? kind key)
            (let ((at (find-moving table key)))
              (if (%fx>= at 0)
                  (%vector-set! (entries-of table) (%fx+ at 1) value)
                  (insert! table key value)))
            (let* ((hash (hash-key kind key))
                   (at (find-same table key kind hash)))
              (if (%fx>= at 0)
                  (%vector-set! (entries-of table) (%fx+ at 1) value)
                  (begin
                    (make-room! table)
                    (add-entry! table key hash value)))))))

    ;; Add an entry for a key that is not there.
    (define (insert! table key value)
      (make-room! table)
      (let ((before (collection-count))
            (major (major-collection-count))
            (kind (kind-of table)))
        (if (moving-key? kind key)
            (begin
              (add-entry! table key (address-hash key) value)
              (note-moving-key! table before major))
            (add-entry! table key (hash-key kind key) value))))

    ;; The newest entry was hashed by an address that was read after those counts.
    (define (note-moving-key! table before major)
      (if (not (moved-of table))
          (begin
            (set-moved! table major)
            (set-settled! table before)
            (set-young! table (%fx- (used-of table) 4))))
      (if (not (and (%fx= before (collection-count)) (%fx= before (settled-of table))))
          (begin
            (set-moved! table -1)
            (set-settled! table -1))))

    (define (make-room! table)
      (if (%fx= (used-of table) (%vector-length (entries-of table))) (rebuild! table)))

    (define (add-entry! table key hash value)
      (let ((entries (entries-of table))
            (at (used-of table)))
        (%vector-set! entries at key)
        (%vector-set! entries (%fx+ at 1) value)
        (%vector-set-fixnum! entries (%fx+ at 3) hash)
        (enter-bucket! table at hash)
        (set-used! table (%fx+ at 4))
        (set-count! table (%fx+ (count-of table) 1))))

    (define (enter-bucket! table at hash)
      (let* ((buckets (buckets-of table))
             (bucket (%fxand hash (%fx- (%vector-length buckets) 1))))
        (%vector-set-fixnum! (entries-of table) (%fx+ at 2) (%vector-ref buckets bucket))
        (%vector-set-fixnum! buckets bucket at)))

    ;; New entries and buckets, without the deleted ones, hashed again; a larger size when more than three quarters full.
    (define (rebuild! table)
      (let* ((old (entries-of table))
             (used (used-of table))
             (kind (kind-of table))
             (moved (moved-of table))
             (size (room-for (count-of table) (%vector-length (buckets-of table))))
             (entries (%make-vector (%fx* 4 size) #f))
             (buckets (%make-vector size -1))
             (before (collection-count))
             (major (major-collection-count))
             (stale? (and moved (not (and (%fx= moved major) (%fx= before (settled-of table))))))
             (young (cond ((not moved) used)
                          ((%fx= moved -1) 0)
                          ((%fx= before (settled-of table)) (young-of table))
                          (else used))))
        (let loop ((from 0) (to 0) (to-young 0))
          (if (%fx< from used)
              (let ((key (%vector-ref old from)))
                (if (%deleted? key)
                    (loop (%fx+ from 4) to to-young)
                    (let* ((hash (if (and stale? (moving-key? kind key)) (address-hash key) (%vector-ref old (%fx+ from 3))))
                           (bucket (%fxand hash (%fx- size 1))))
                      (%vector-set! entries to key)
                      (%vector-set! entries (%fx+ to 1) (%vector-ref old (%fx+ from 1)))
                      (%vector-set-fixnum! entries (%fx+ to 2) (%vector-ref buckets bucket))
                      (%vector-set-fixnum! entries (%fx+ to 3) hash)
                      (%vector-set-fixnum! buckets bucket to)
                      (loop (%fx+ from 4) (%fx+ to 4) (if (%fx< from young) (%fx+ to 4) to-young)))))
              (begin
                (set-entries! table entries)
                (set-buckets! table buckets)
                (set-used! table to)
                (set-young! table to-young)
                (set-settled! table before)
                (if moved (set-moved! table (if (%fx= before (collection-count)) major -1))))))))

    (define (room-for count size)
      (cond ((%fx<= (%fx* 4 count) (%fx* 3 size)) size)
            ((%fx< size 2048) (%fx* 4 size))
            (else (%fx* 2 size))))

    (define (hash-table-delete! table key)
      (check-table 'hash-table-delete! table)
      (let ((at (find table key)))
        (if (%fx>= at 0) (unlink! table at))))

    (define (unlink! table at)
      (let ((entries (entries-of table)))
        (leave-bucket! table at)
        (%vector-set! entries at (%deleted))
        (%vector-set! entries (%fx+ at 1) #f)
        (set-count! table (%fx- (count-of table) 1))
        (trim! table)))

    ;; Deleted entries at the end go at once; what takes their places is young.
    (define (trim! table)
      (let ((last (%fx- (used-of table) 4)))
        (if (and (%fx>= last 0) (%deleted? (%vector-ref (entries-of table) last)))
            (begin
              (set-used! table last)
              (if (%fx> (young-of table) last) (set-young! table last))
              (trim! table)))))

    ;; (hash-table-pop! table) -> key and value of the entry that came last, which is deleted: two values
    (define (hash-table-pop! table)
      (check-table 'hash-table-pop! table)
      (if (%fx= (count-of table) 0) (error "hash-table-pop!: the table is empty" table))
      (let* ((at (%fx- (used-of table) 4))
             (key (%vector-ref (entries-of table) at))
             (value (value-at table at)))
        (hash-table-delete! table key)
        (values key value)))

    (define (leave-bucket! table at)
      (let* ((entries (entries-of table))
             (buckets (buckets-of table))
             (bucket (%fxand (%vector-ref entries (%fx+ at 3)) (%fx- (%vector-length buckets) 1)))
             (next (%vector-ref entries (%fx+ at 2))))
        (let loop ((previous -1) (here (%vector-ref buckets bucket)))
          (if (%fx= here at)
              (if (%fx< previous 0)
                  (%vector-set-fixnum! buckets bucket next)
                  (%vector-set-fixnum! entries (%fx+ previous 2) next))
              (loop here (%vector-ref entries (%fx+ here 2)))))))

    (define hash-table-update!
      (case-lambda
        ((table key procedure) (hash-table-update! table key procedure #f #f))
        ((table key procedure failure) (hash-table-update! table key procedure failure #f))
        ((table key procedure failure success)
         (check-table 'hash-table-update! table)
         (let ((at (find table key)))
           (if (%fx>= at 0)
               (update-entry! table key at (if success (lambda (value) (procedure (success value))) procedure))
               (hash-table-set! table key (procedure (hash-table-ref table key failure success))))))))

    (define (hash-table-update!/default table key procedure default)
      (check-table 'hash-table-update!/default table)
      (let ((at (find table key)))
        (if (%fx>= at 0)
            (update-entry! table key at procedure)
            (hash-table-set! table key (procedure default)))))

    ;; The procedure may change the table: the entry is sought again when it is no longer where it was.
    (define (update-entry! table key at procedure)
      (let* ((entries (entries-of table))
             (found (%vector-ref entries at))
             (value (procedure (%vector-ref entries (%fx+ at 1)))))
        (if (and (eq? (entries-of table) entries) (eq? (%vector-ref entries at) found))
            (%vector-set! entries (%fx+ at 1) value)
            (hash-table-set! table key value))))

    (define (hash-table-clear! table)
      (check-table 'hash-table-clear! table)
      (set-buckets! table (%make-vector first-size -1))
      (set-entries! table (%make-vector (%fx* 4 first-size) #f))
      (set-count! table 0)
      (set-used! table 0)
      (set-moved! table #f))

    (define (hash-table-copy table . mutable?)
      (check-table 'hash-table-copy table)
      (make-table (kind-of table) (copy-vector (buckets-of table)) (copy-vector (entries-of table))
                  (count-of table) (used-of table) (moved-of table) (settled-of table) (young-of table)))

    (define (copy-vector vector)
      (let* ((length (%vector-length vector))
             (copy (%make-vector length #f)))
        (let loop ((index 0))
          (if (%fx< index length)
              (begin
                (%vector-set! copy index (%vector-ref vector index))
                (loop (%fx+ index 1)))
              copy))))

    ;;; The whole

    (define (hash-table-count table)
      (check-table 'hash-table-count table)
      (count-of table))

    ;; In the order of insertion.
    (define (hash-table-walk table procedure)
      (check-table 'hash-table-walk table)
      (let loop ((at 0))
        (if (%fx< at (used-of table))
            (let ((key (%vector-ref (entries-of table) at)))
              (if (not (%deleted? key))
                  (procedure key (value-at table at)))
              (loop (%fx+ at 4))))))

    ;; (combine key value) of each entry, as a list.
    (define (collect table combine)
      (let loop ((at (%fx- (used-of table) 4)) (list '()))
        (if (%fx< at 0)
            list
            (let ((key (%vector-ref (entries-of table) at)))
              (loop (%fx- at 4)
                    (if (%deleted? key) list (cons (combine key (value-at table at)) list)))))))

    (define (hash-table-keys table)
      (check-table 'hash-table-keys table)
      (collect table (lambda (key value) key)))
    (define (hash-table-values table)
      (check-table 'hash-table-values table)
      (collect table (lambda (key value) value)))
    (define (hash-table->alist table)
      (check-table 'hash-table->alist table)
      (collect table cons))))
